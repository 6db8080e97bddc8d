internal import Identity
internal import JSON
internal import Secrets

extension Secret {
    /// As answers show it: all but the value.
    var json: JSON {
        [
            "name": .string(name), "createdAt": .string(createdAt.description),
            "createdBy": .string(createdBy.description), "updatedAt": .string(updatedAt.description),
            "updatedBy": .string(updatedBy.description),
        ]
    }

    static let schema = Schema.object([
        "name": .secretName, "createdAt": .time(), "createdBy": .id("The user who put the first value."),
        "updatedAt": .time("When the present value was put."), "updatedBy": .id("The user who put the present value."),
    ]).described("What is known of a secret besides its value.").named("Secret")

    static let example: JSON = [
        "name": "api-token", "createdAt": "2026-11-24T02:07:52.000000Z",
        "createdBy": "01890a5d-ac96-774b-bcce-b302099a8058", "updatedAt": "2026-11-24T02:07:52.000000Z",
        "updatedBy": "01890a5d-ac96-774b-bcce-b302099a8058",
    ]
}

extension Schema {
    static let secretName = Schema.string(pattern: SecretName.pattern, length: 1...SecretName.lengthLimit)
}
