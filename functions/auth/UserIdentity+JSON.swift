internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON

extension UserIdentity {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(id.description), "issuer": .string(issuer), "subject": .string(subject),
            "createdAt": .string(createdAt.description), "lastUsedAt": JSON(lastUsedAt?.description),
        ]
    }

    static let schema = Schema.object([
        "id": .id(), "issuer": .string(), "subject": .string("What the issuer calls them."), "createdAt": .time(),
        "lastUsedAt": Schema.time("The last login with it; null: none yet.").orNull,
    ]).described("That somebody whom an issuer knows is this user, in this tenant.").named("UserIdentity")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a805b", "issuer": "https://login.example.com", "subject": "248289761001",
        "createdAt": "2026-11-24T02:07:52.000000Z", "lastUsedAt": "2026-11-24T08:12:01.000000Z",
    ]
}
