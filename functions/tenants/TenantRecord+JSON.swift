internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

extension TenantRecord {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(id.description), "name": .string(name), "state": .string(state.rawValue),
            "createdAt": .string(createdAt.description),
            "deletionRequestedAt": JSON(deletionRequestedAt?.description), "deleteAt": JSON(deleteAt?.description),
        ]
    }

    /// As the audit log keeps it.
    var audited: JSON { ["name": .string(name), "deleteAt": JSON(deleteAt?.description)] }

    static let schema = Schema.object([
        "id": .id(), "name": .string(),
        "state": .choice(
            TenantState.allCases.map(\.rawValue),
            "Whether it works, the operator keeps it suspended, or it will be deleted."),
        "createdAt": .time(),
        "deletionRequestedAt": Schema.time("When an admin asked for its deletion.").orNull,
        "deleteAt": Schema.time("When it will be deleted; until then it can be brought back.").orNull,
    ]).described("A tenant with its settings.").named("TenantSettings")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8059", "name": "Engines", "state": "active",
        "createdAt": "2026-11-24T02:07:52.000000Z", "deletionRequestedAt": nil, "deleteAt": nil,
    ]

    static let deletingExample: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8059", "name": "Engines", "state": "deleting",
        "createdAt": "2026-11-24T02:07:52.000000Z", "deletionRequestedAt": "2026-11-26T09:30:00.000000Z",
        "deleteAt": "2026-12-26T09:30:00.000000Z",
    ]
}

extension EntityTag {
    /// Names a state of a tenant's settings.
    init(_ tenant: TenantRecord) {
        self.init("\(tenant.revision)")
    }
}
