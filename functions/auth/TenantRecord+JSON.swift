internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

extension TenantRecord {
    /// As its members see it in the list of theirs.
    func json(isCurrent: Bool) -> JSON {
        [
            "id": .string(id.description), "name": .string(name), "state": .string(state.rawValue),
            "createdAt": .string(createdAt.description), "deleteAt": JSON(deleteAt?.description),
            "current": .bool(isCurrent),
        ]
    }

    static let schema = Schema.object([
        "id": .id(), "name": .string(),
        "state": .choice(
            TenantState.allCases.map(\.rawValue),
            "Whether it works, the operator keeps it suspended, or it will be deleted."),
        "createdAt": .time(),
        "deleteAt": Schema.time("When it will be deleted; until then it can be brought back.").orNull,
        "current": Schema.boolean.described("Whether the session is in it."),
    ]).named("OwnTenant")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8059", "name": "Engines", "state": "active",
        "createdAt": "2026-11-24T02:07:52.000000Z", "deleteAt": nil, "current": true,
    ]
}
