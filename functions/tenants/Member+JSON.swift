internal import Digests
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import TextEncodings

extension Member {
    /// As answers show it.
    var json: JSON {
        [
            "user": ["id": .string(user.description), "email": .string(email)],
            "roles": .array(assignments.map(\.json)), "createdAt": .string(createdAt.description),
        ]
    }

    /// As the audit log keeps it.
    var audited: JSON { ["email": .string(email), "roles": .array(assignments.map(\.json))] }

    static let schema = Schema.object([
        "user": .object(["id": .id(), "email": .string()]),
        "roles": .array(of: RoleAssignment.schema, "What they may do is what any of them permits."),
        "createdAt": .time("When they became a member."),
    ]).described("A user as member of the tenant.").named("Member")

    static let example: JSON = [
        "user": ["id": "01890a5d-ac96-774b-bcce-b302099a8058", "email": "grace@example.com"],
        "roles": [["role": "viewer", "namespace": nil], ["role": "operator", "namespace": "demo"]],
        "createdAt": "2026-11-24T02:07:52.000000Z",
    ]
}

extension RoleAssignment {
    var json: JSON { ["role": .string(role), "namespace": JSON(namespace)] }

    static let schema = Schema.object([
        "role": .roleName,
        "namespace": Schema.string("Where it counts, for workflows and runs; null: in all of the tenant.").orNull,
    ]).named("RoleAssignment")
}

extension EntityTag {
    /// Names the roles that a member has.
    init(_ member: Member) {
        let digest = SHA256.digest(JSON.array(member.assignments.map(\.json)).bytes)
        self.init(Hexadecimal.encode(digest.prefix(16)))
    }
}
