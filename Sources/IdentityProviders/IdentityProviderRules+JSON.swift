package import JSON
internal import Members

/// As answers show the rules, and the database keeps them.
extension IdentityProviderRules {
    package var members: JSONObject {
        [
            "scopes": .array(scopes.map(JSON.string)), "provisioning": .string(provisioning.rawValue),
            "linking": .string(linking.rawValue), "emailDomains": .array(emailDomains.map(JSON.string)),
            "roleMappings": .array(
                roleMappings.map { mapping in
                    var members = mapping.role.members
                    members["claim"] = .string(mapping.claim)
                    members["value"] = .string(mapping.value)
                    return .object(members)
                }),
            "defaultRoles": .array(defaultRoles.map { .object($0.members) }),
        ]
    }

    /// Reads what ``members`` wrote. What this version does not understand lets nobody in.
    init(_ json: JSON) {
        self.init(
            scopes: json["scopes"]?.array?.compactMap(\.string) ?? [],
            provisioning: json["provisioning"]?.string.flatMap(Provisioning.init) ?? .off,
            linking: json["linking"]?.string.flatMap(Linking.init) ?? .off,
            emailDomains: json["emailDomains"]?.array?.compactMap(\.string) ?? [],
            roleMappings: (json["roleMappings"]?.array ?? []).compactMap { entry in
                guard let claim = entry["claim"]?.string, let value = entry["value"]?.string,
                    let role = RoleAssignment(entry)
                else { return nil }
                return RoleMapping(claim: claim, value: value, role: role)
            },
            defaultRoles: (json["defaultRoles"]?.array ?? []).compactMap(RoleAssignment.init))
    }
}

extension RoleAssignment {
    fileprivate var members: JSONObject { ["role": .string(role), "namespace": JSON(namespace)] }

    fileprivate init?(_ json: JSON) {
        guard let role = json["role"]?.string else { return nil }
        self.init(role: role, namespace: json["namespace"]?.string)
    }
}
