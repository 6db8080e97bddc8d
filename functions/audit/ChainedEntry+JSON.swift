internal import Audit
internal import FunctionKit
internal import JSON

extension ChainedEntry {
    static let exampleHash: JSON = "8c1f1046219ddd216a023f792356ddf127fce372a72ec9b4cdac989ee5b0b455"

    static let schema = Schema.object([
        "seq": .integer("1, 2, 3 … of the tenant.", in: 1...Int.max), "id": .id(), "at": .time(),
        "action": .string("What was done, such as `run.cancel`."),
        "outcome": .choice(AuditEntry.Outcome.allCases.map(\.rawValue)),
        "actor": .object([
            "kind": .choice(AuditActor.Kind.allCases.map(\.rawValue)), "id": Schema.id("The user.").orNull,
            "session": Schema.id().orNull,
        ]).described("Who did it."),
        "target": .object([
            "kind": .string("Such as `run`."), "name": Schema.string("Its name or id.").orNull,
        ]).described("What it was done to."),
        "address": Schema.string("Of the client.").orNull,
        "userAgent": Schema.string("What the client calls itself.").orNull,
        "requestId": Schema.string("The `X-Request-Id` of the answer.").orNull,
        "before": .any.described("What was changed, as it was; null: there was nothing, or it is not told."),
        "after": .any.described("What was changed, as it is; never a secret's value."),
        "previousHash": .auditHash, "hash": .auditHash,
    ]).described("Who did what.").named("AuditEntry")

    static let example: JSON = [
        "seq": 41, "id": "01890a5d-ac96-774b-bcce-b302099a8059", "at": "2026-11-24T02:07:52.000000Z",
        "action": "secret.put", "outcome": "succeeded",
        "actor": [
            "kind": "user", "id": "01890a5d-ac96-774b-bcce-b302099a8058",
            "session": "01890a5d-ac96-774b-bcce-b302099a805a",
        ], "target": ["kind": "secret", "name": "api-token"], "address": "192.0.2.7", "userAgent": "curl/8.5.0",
        "requestId": "4bf92f3577b34da6a3ce929d0e0e4736", "before": ["name": "api-token", "revision": 1],
        "after": ["name": "api-token", "revision": 2],
        "previousHash": "0f343b0931126a20f133d67c2b018a3bc93f2e4d2a34c5ad7f2c1e0de9d4bd8e", "hash": exampleHash,
    ]
}

extension [ChainedEntry] {
    /// `{"items": […], "nextCursor": …}`.
    func page(hasMore: Bool) -> JSON {
        ["items": .array(map(\.json)), "nextCursor": JSON(hasMore ? last.map { "\($0.seq)" } : nil)]
    }
}

extension Schema {
    static let auditHash = Schema.string("SHA-256.", pattern: "^[0-9a-f]{64}$")
}
