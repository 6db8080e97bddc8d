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

    /// As the audit log keeps it: which value it is, never the value.
    var audited: JSON { ["name": .string(name), "revision": JSON(revision)] }

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

extension SecretStore.Outcome {
    /// What there is now.
    var secret: Secret {
        switch self {
        case .created(let secret), .updated(let secret): secret
        }
    }
}

extension Schema {
    static let secretName = Schema.string(pattern: SecretName.pattern, length: 1...SecretName.lengthLimit)
}
