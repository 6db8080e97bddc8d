internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// A session in the list of its user.
enum SessionAnswer {
    static func json(_ session: UserSession, isCurrent: Bool) -> JSON {
        [
            "id": .string(session.id.description),
            "tenant": ["id": .string(session.tenant.description), "name": .string(session.tenantName)],
            "createdAt": .string(session.createdAt.description), "lastUsedAt": JSON(session.lastUsedAt?.description),
            "address": JSON(session.origin.address), "userAgent": JSON(session.origin.userAgent),
            "current": .bool(isCurrent),
        ]
    }

    static let schema = Schema.object([
        "id": .id(), "tenant": TenantAnswer.schema, "createdAt": .time(),
        "lastUsedAt": Schema.time("The last login or refresh; null: an older version opened it.").orNull,
        "address": Schema.string("Where it was last used from.").orNull,
        "userAgent": Schema.string("The program that last used it, as it calls itself.").orNull,
        "current": .boolean,
    ]).named("Session")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a805a", "tenant": TenantAnswer.example,
        "createdAt": "2026-11-24T02:07:52.000000Z", "lastUsedAt": "2026-11-24T08:12:01.000000Z",
        "address": "192.0.2.7", "userAgent": "intelligentic/0.1.0", "current": true,
    ]
}
