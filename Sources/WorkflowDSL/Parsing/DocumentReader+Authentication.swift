import JSON
import Spelling

extension DocumentReader {
    private static let example = "bearer: {token: '${ $secrets.token }'}"

    /// A policy, or `use` with the name of one in `use.authentications`.
    func authentication(_ node: DocumentNode) -> AuthenticationPolicy? {
        let names = ["use"] + AuthenticationPolicy.Scheme.allCases.map(\.rawValue)
        guard let members = members(of: node, taking: names, example: "{\(Self.example)}"),
            let (name, settings) = choice(of: names, in: members, writing: Self.example)
        else { return nil }
        guard name == "use" else { return policy(name, settings) }
        return string(settings)
            .flatMap { reference($0, at: settings, to: use.authentications, named: "authentications") }
    }

    /// A policy in `use.authentications`.
    func authenticationPolicy(_ node: DocumentNode) -> AuthenticationPolicy? {
        let names = AuthenticationPolicy.Scheme.allCases.map(\.rawValue)
        return members(of: node, taking: names, example: "{\(Self.example)}")
            .flatMap { choice(of: names, in: $0, writing: Self.example) }.flatMap(policy)
    }

    private func policy(_ name: String, _ node: DocumentNode) -> AuthenticationPolicy? {
        guard let scheme = AuthenticationPolicy.Scheme(rawValue: name) else { return nil }
        if let secret = node.value["use"] { return policy(scheme, node, ofSecret: node.child("use", secret)) }
        switch scheme {
        case .basic: return credentials(node).map { .basic(username: $0, password: $1) }
        case .digest: return credentials(node).map { .digest(username: $0, password: $1) }
        case .bearer:
            return members(of: node, taking: ["token", "use"], example: "{token: …}")
                .flatMap { required("token", in: $0, writing: "token: '${ $secrets.token }'") }
                .flatMap { text($0) }.map { .bearer(token: $0) }
        case .oauth2: return oauth2(node, hasEndpoints: true).map { .oauth2($0) }
        case .oidc: return oauth2(node, hasEndpoints: false).map { .oidc($0) }
        case .certificate: return anyMembers(of: node)?.node.value.object.map { .certificate($0) }
        }
    }

    private func policy(
        _ scheme: AuthenticationPolicy.Scheme, _ node: DocumentNode, ofSecret use: DocumentNode
    ) -> AuthenticationPolicy? {
        for (name, member) in anyMembers(of: node)?.all ?? [] where name != "use" {
            report(member, "\(name.quoted) cannot stand beside `use`: the secret holds all of it; remove one of them")
        }
        return secret(use).map { .secret(scheme, name: $0) }
    }

    /// The name of a secret that the document declares.
    private func secret(_ node: DocumentNode) -> String? {
        guard let name = string(node) else { return nil }
        let declared = document.value["use"]?["secrets"]?.array?.compactMap(\.string) ?? []
        if declared.contains(name) { return name }
        let hint = NearestName.hint(for: name, among: declared) ?? "write `secrets: [\(name.prefix(60))]` there"
        report(node, "`use.secrets` has no \(name.quoted); \(hint)")
        return nil
    }

    private func credentials(_ node: DocumentNode) -> (username: Template, password: Template)? {
        guard
            let members = members(
                of: node, taking: ["username", "password", "use"], example: "{username: …, password: …}")
        else { return nil }
        let username = required("username", in: members, writing: "username: …").flatMap { text($0) }
        let password = required("password", in: members, writing: "password: '${ $secrets.password }'")
            .flatMap { text($0) }
        guard let username, let password else { return nil }
        return (username, password)
    }
}
