internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON
internal import WebAuthn

extension Passkey {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(id.description), "name": .string(name), "signsInAlone": .bool(record.isVerifying),
            "synced": .bool(record.isBackedUp), "createdAt": .string(createdAt.description),
            "lastUsedAt": JSON(lastUsedAt?.description),
        ]
    }

    static let members: KeyValuePairs<String, Schema> = [
        "id": .id(), "name": .string("What its user calls it."),
        "signsInAlone": .boolean.described(
            "Whether its device verified its user when it was registered (PIN, finger, face); else it signs in after the password only."
        ),
        "synced": .boolean.described("Whether it is copied to other devices of its user."), "createdAt": .time(),
        "lastUsedAt": Schema.time("The last login or proof with it; null: none yet.").orNull,
    ]

    static let schema = Schema.object(members).named("Passkey")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a805c", "name": "Ada's laptop", "signsInAlone": true, "synced": false,
        "createdAt": "2026-11-24T02:07:52.000000Z", "lastUsedAt": "2026-11-24T08:12:01.000000Z",
    ]
}
