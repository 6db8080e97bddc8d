internal import Digests
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

extension ServiceAccount {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(id.description), "name": .string(name), "disabled": .bool(isDisabled),
            "roles": .array(assignments.map(\.json)), "createdBy": .string(createdBy.description),
            "createdAt": .string(createdAt.description),
        ]
    }

    /// As the audit log keeps it.
    var audited: JSON {
        ["name": .string(name), "disabled": .bool(isDisabled), "roles": .array(assignments.map(\.json))]
    }

    static let schema = Schema.object([
        "id": .id(), "name": .roleName, "disabled": .boolean,
        "roles": .array(of: RoleAssignment.schema, "What it may do is what any of them permits."),
        "createdBy": .id("Who made it."), "createdAt": .time(),
    ]).described("A program as part of the tenant, with roles as members have them.").named("ServiceAccount")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8061", "name": "nightly", "disabled": false,
        "roles": [["role": "operator", "namespace": "demo"]], "createdBy": "01890a5d-ac96-774b-bcce-b302099a8058",
        "createdAt": "2026-11-24T02:07:52.000000Z",
    ]
}

extension EntityTag {
    /// Names a state of a service account.
    init(_ account: ServiceAccount) {
        let digest = SHA256.digest(account.audited.bytes)
        self.init(digest.prefix(16).map { String($0, radix: 16) }.joined(separator: "-"))
    }
}
