internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

extension Invitation {
    /// As answers show it: without its token.
    var json: JSON {
        [
            "id": .string(id.description), "email": .string(email), "roles": .array(assignments.map(\.json)),
            "invitedBy": .string(invitedBy.description), "createdAt": .string(createdAt.description),
            "expiresAt": .string(expiresAt.description),
        ]
    }

    /// As the audit log keeps it.
    var audited: JSON { ["email": .string(email), "roles": .array(assignments.map(\.json))] }

    static let schema = Schema.object([
        "id": .id(), "email": .string(), "roles": .array(of: RoleAssignment.schema, "What they will have."),
        "invitedBy": .id("The user."), "createdAt": .time(), "expiresAt": .time("When it is void."),
    ]).described("What lets somebody become a member of the tenant.").named("Invitation")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "email": "linus@example.com",
        "roles": [["role": "operator", "namespace": nil]], "invitedBy": "01890a5d-ac96-774b-bcce-b302099a8058",
        "createdAt": "2026-11-24T02:07:52.000000Z", "expiresAt": "2026-12-01T02:07:52.000000Z",
    ]
}
