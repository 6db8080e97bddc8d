internal import FunctionKit
internal import IdentityProviders
internal import JSON
internal import Members

/// An identity provider as requests carry it.
struct IdentityProviderBody: Decodable {
    /// The most bytes of a request with a provider: all rules at their limits.
    static let bodyLimit = 128 * 1_024
    private static let standardScopes = ["email", "profile"]
    private static let domainPattern = "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"
    private static let scopePattern = "^[!#-\\[\\]-~]+$"

    let issuer: String
    let clientId: String
    let clientSecret: String?
    let scopes: [String]?
    let provisioning: String?
    let linking: String?
    let emailDomains: [String]?
    let roleMappings: [Mapping]?
    let defaultRoles: [Place]?

    struct Place: Decodable {
        let role: String
        let namespace: String?

        var assignment: RoleAssignment { RoleAssignment(role: role, namespace: namespace) }
    }

    struct Mapping: Decodable {
        let claim: String
        let value: String
        let role: String
        let namespace: String?
    }

    static let schema = Schema.object(
        [
            "issuer": .string(
                "As its ID tokens name it, to the letter: https, or http of this machine. `/.well-known/openid-configuration` is found below it.",
                pattern: "^https?://[!-~]+$", length: 8...IdentityProviderStore.nameLimit),
            "clientId": .string(pattern: "^[!-~]+$", length: 1...IdentityProviderStore.nameLimit),
            "clientSecret": Schema.string(
                "Kept encrypted, and never shown. Without it the one that is there stays, as long as issuer and client do.",
                length: 1...IdentityProviderStore.secretLimit
            ).orNull,
            "scopes": Schema.array(
                of: .string(pattern: scopePattern, length: 1...IdentityProviderRules.claimLimit),
                "What is asked for besides `openid`; without it `email` and `profile`."
            ).orNull,
            "provisioning": Schema.choice(
                IdentityProviderRules.Provisioning.allCases.map(\.rawValue),
                "Whether somebody whom nobody knows becomes a member at the first login; without it `off`."
            ).orNull,
            "linking": Schema.choice(
                IdentityProviderRules.Linking.allCases.map(\.rawValue),
                "Whether a verified e-mail is enough to be taken for a member without a password; without it `off`."
            ).orNull,
            "emailDomains": Schema.array(
                of: .string(pattern: domainPattern, length: 1...IdentityProviderRules.claimLimit),
                "Of the e-mails that are believed. Provisioning and linking need at least one."
            ).orNull,
            "roleMappings": Schema.array(
                of: .object(
                    [
                        "claim": .string(
                            "A claim's name, or a JSON Pointer such as /realm_access/roles.",
                            length: 1...IdentityProviderRules.claimLimit),
                        "value": .string(
                            "What the claim is, or an entry of its list.", length: 1...IdentityProviderRules.claimLimit),
                        "role": .providerName, "namespace": namespace,
                    ], optional: ["namespace"], isClosed: true),
                "Roles for whom a claim says something of, in place of those that it gave at the login before."
            ).orNull,
            "defaultRoles": Schema.array(
                of: .object(["role": .providerName, "namespace": namespace], optional: ["namespace"], isClosed: true),
                "For whom no mapping gives a role, and nobody did; without it `viewer`."
            ).orNull,
        ],
        optional: [
            "clientSecret", "scopes", "provisioning", "linking", "emailDomains", "roleMappings", "defaultRoles",
        ], isClosed: true
    ).named("NewIdentityProvider")

    private static let namespace = Schema.string(
        "Where the role counts, for workflows and runs; without it in all of the tenant.",
        pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", length: 1...RoleName.lengthLimit
    ).orNull

    /// - Throws: a ``Problem`` 422 `identity_provider_invalid` that names all that is wrong.
    func checked() throws(Problem) -> IdentityProviderRules {
        var issues = Issues()
        checkClient(&issues)
        let rules = IdentityProviderRules(
            scopes: scopes ?? Self.standardScopes,
            provisioning: issues.choice(provisioning, "provisioning") ?? .off,
            linking: issues.choice(linking, "linking") ?? .off, emailDomains: emailDomains ?? [],
            roleMappings: (roleMappings ?? []).map { mapping in
                IdentityProviderRules.RoleMapping(
                    claim: mapping.claim, value: mapping.value,
                    role: RoleAssignment(role: mapping.role, namespace: mapping.namespace))
            },
            defaultRoles: defaultRoles?.map(\.assignment) ?? [RoleAssignment(role: "viewer")])
        issues.check(rules.scopes, "scopes", atMost: IdentityProviderRules.scopeLimit) { scope in
            !scope.isEmpty && scope.utf8.count <= IdentityProviderRules.claimLimit
                && scope.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        }
        issues.check(rules.emailDomains, "emailDomains", atMost: IdentityProviderRules.emailDomainLimit) { domain in
            domain.utf8.count <= IdentityProviderRules.claimLimit
                && domain.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?/) != nil
        }
        issues.check(rules.roleMappings, "roleMappings", atMost: IdentityProviderRules.roleMappingLimit) { mapping in
            let texts = [mapping.claim, mapping.value]
            return texts.allSatisfy { (1...IdentityProviderRules.claimLimit).contains($0.utf8.count) }
                && (!mapping.claim.hasPrefix("/") || JSONPointer(mapping.claim) != nil) && Self.isGood(mapping.role)
        }
        issues.check(rules.defaultRoles, "defaultRoles", atMost: MemberStore.assignmentLimit, Self.isGood)
        if rules.defaultRoles.isEmpty { issues.note("expected at least one", "defaultRoles") }
        if rules.provisioning != .off || rules.linking != .off, rules.emailDomains.isEmpty {
            issues.note("expected at least one, since e-mails of them are believed", "emailDomains")
        }
        guard issues.all.isEmpty else { throw .providerInvalid.with(errors: issues.all) }
        return rules
    }

    private func checkClient(_ issues: inout Issues) {
        let isASCII = { (text: String) in text.utf8.allSatisfy { $0 > 32 && $0 < 127 } }
        if !isASCII(issuer) || issuer.utf8.count > IdentityProviderStore.nameLimit || !IssuerURL.isGood(issuer) {
            issues.note("expected https://HOST…, without a query or a fragment; http only of this machine", "issuer")
        }
        if !isASCII(clientId) || !(1...IdentityProviderStore.nameLimit).contains(clientId.utf8.count) {
            issues.note("expected 1 to \(IdentityProviderStore.nameLimit) letters of ASCII", "clientId")
        }
        if let clientSecret, !(1...IdentityProviderStore.secretLimit).contains(clientSecret.utf8.count) {
            issues.note("expected 1 to \(IdentityProviderStore.secretLimit) bytes", "clientSecret")
        }
    }

    private static func isGood(_ role: RoleAssignment) -> Bool {
        let isPlace =
            role.namespace.map { text in
                text.utf8.count <= RoleName.lengthLimit
                    && text.wholeMatch(of: /[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?/) != nil
            } ?? true
        return RoleName.isGood(role.role) && isPlace
    }
}

/// What is wrong with a provider.
private struct Issues {
    private(set) var all: [ProblemDetail] = []

    mutating func note(_ message: String, _ tokens: String...) {
        all.append(ProblemDetail(pointer: JSONPointer(tokens: tokens), message: message))
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ text: String?, _ name: String) -> Choice?
    where Choice.RawValue == String {
        guard let text else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        note("expected \(Choice.allCases.map(\.rawValue).joined(separator: " or "))", name)
        return nil
    }

    mutating func check<Entry>(
        _ entries: [Entry], _ name: String, atMost limit: Int, _ isGood: (Entry) -> Bool
    ) {
        if entries.count > limit { note("expected at most \(limit) entries, found \(entries.count)", name) }
        for (index, entry) in entries.prefix(limit).enumerated() where !isGood(entry) {
            note("is not valid; see the description", name, "\(index)")
        }
    }
}
