internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

extension CustomRole {
    /// As answers show it.
    var json: JSON {
        Role.json(name, permissions, createdAt: createdAt, updatedAt: updatedAt)
    }

    /// As the audit log keeps it.
    var audited: JSON { ["permissions": .array(permissions.permissions.map { .string($0.description) })] }
}

extension Role {
    /// As answers show it: nobody made it.
    var json: JSON { Self.json(rawValue, permissions, createdAt: nil, updatedAt: nil) }

    fileprivate static func json(
        _ name: String, _ permissions: PermissionSet, createdAt: Timestamp?, updatedAt: Timestamp?
    ) -> JSON {
        [
            "name": .string(name), "builtIn": .bool(Role(rawValue: name) != nil),
            "permissions": .array(permissions.permissions.map { .string($0.description) }),
            "createdAt": JSON(createdAt?.description), "updatedAt": JSON(updatedAt?.description),
        ]
    }

    static let schema = Schema.object([
        "name": .roleName,
        "builtIn": Schema.boolean.described("Whether every tenant has it, and it cannot be changed."),
        "permissions": .array(of: .permission, "What it permits."),
        "createdAt": Schema.time().orNull, "updatedAt": Schema.time().orNull,
    ]).described("A named set of permissions.").named("Role")

    static let example: JSON = [
        "name": "starter", "builtIn": false, "permissions": ["workflows:read", "runs:create", "runs:read"],
        "createdAt": "2026-11-24T02:07:52.000000Z", "updatedAt": "2026-11-24T02:07:52.000000Z",
    ]
}

extension Schema {
    static let permission = Schema.choice(Permission.all.map(\.description))
}

extension EntityTag {
    /// Names a state of a role: one that was deleted and made again is another one.
    init(_ role: CustomRole) {
        self.init("\(role.createdAt.microseconds).\(role.revision)")
    }
}
