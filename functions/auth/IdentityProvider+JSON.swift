internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON

extension IdentityProvider {
    /// As answers show it: without its secret.
    var json: JSON {
        var members = shown
        members["createdAt"] = .string(createdAt.description)
        members["updatedAt"] = .string(updatedAt.description)
        return .object(members)
    }

    /// As the audit log keeps it.
    var audited: JSON { .object(shown) }

    private var shown: JSONObject {
        var members: JSONObject = [
            "name": .string(name), "issuer": .string(issuer), "clientId": .string(clientID),
            "hasSecret": .bool(hasSecret),
        ]
        for (name, value) in rules.members { members[name] = value }
        return members
    }

    static let schema = Schema.object(
        [
            "name": .providerName, "issuer": .string(), "clientId": .string(),
            "hasSecret": Schema.boolean.described("Whether the client has a secret, which nobody is shown."),
            "scopes": .array(of: .string()),
            "provisioning": .choice(IdentityProviderRules.Provisioning.allCases.map(\.rawValue)),
            "linking": .choice(IdentityProviderRules.Linking.allCases.map(\.rawValue)),
            "emailDomains": .array(of: .string()),
            "roleMappings": .array(
                of: .object([
                    "claim": .string(), "value": .string(), "role": .string(), "namespace": Schema.string().orNull,
                ])),
            "defaultRoles": .array(of: .object(["role": .string(), "namespace": Schema.string().orNull])),
            "createdAt": .time(), "updatedAt": .time(),
        ]
    ).described("Whom the tenant believes about who somebody is.").named("IdentityProvider")

    static let example: JSON = [
        "name": "company", "issuer": "https://login.example.com", "clientId": "intelligentic", "hasSecret": true,
        "scopes": ["email", "profile", "groups"], "provisioning": "create", "linking": "off",
        "emailDomains": ["example.com"],
        "roleMappings": [["role": "developer", "namespace": nil, "claim": "groups", "value": "engineering"]],
        "defaultRoles": [["role": "viewer", "namespace": nil]], "createdAt": "2026-11-24T02:07:52.000000Z",
        "updatedAt": "2026-11-24T02:07:52.000000Z",
    ]
}

extension EntityTag {
    /// Names a state of a provider: one that was deleted and put again is another one.
    init(_ provider: IdentityProvider) {
        self.init("\(provider.createdAt.microseconds).\(provider.revision)")
    }
}
