internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

extension APIKey {
    /// As answers show it: without its secret.
    var json: JSON {
        [
            "id": .string(id.description), "name": .string(name), "principal": principal.json,
            "scopes": rights.json, "namespaces": rights.namespacesJSON,
            "createdBy": .string(createdBy.description), "createdAt": .string(createdAt.description),
            "expiresAt": .string(expiresAt.description), "lastUsedAt": JSON(lastUsedAt?.description),
            "warning": JSON(warning()?.rawValue),
        ]
    }

    /// As the audit log keeps it.
    var audited: JSON {
        [
            "name": .string(name), "principal": principal.json, "scopes": rights.json,
            "namespaces": rights.namespacesJSON, "expiresAt": .string(expiresAt.description),
        ]
    }

    static let schema = Schema.object([
        "id": .id("In logs, and as `client_id`."), "name": .string(),
        "principal": Schema.object([
            "kind": .choice(["user", "serviceAccount", "gone"]), "id": .id(),
            "name": Schema.string("The user's e-mail, or the service account's name.").orNull,
        ]).described("Whose it is: the key permits no more than they may do now."),
        "scopes": .array(of: .permission, "What it permits at most."),
        "namespaces": Schema.array(of: .string(), "Where; null: in all of the tenant.").orNull,
        "createdBy": .id("Who made it."), "createdAt": .time(), "expiresAt": .time("When it ends."),
        "lastUsedAt": Schema.time("To within a minute or two; null: it was not used.").orNull,
        "warning": Schema.choice(Warning.allCases.map(\.rawValue), "Why to look at it; null: all is well.").orNull,
    ]).described("A program's way in, without its secret.").named("APIKey")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8062", "name": "nightly runs",
        "principal": ["kind": "serviceAccount", "id": "01890a5d-ac96-774b-bcce-b302099a8061", "name": "nightly"],
        "scopes": ["runs:create"], "namespaces": ["demo"], "createdBy": "01890a5d-ac96-774b-bcce-b302099a8058",
        "createdAt": "2026-11-24T02:07:52.000000Z", "expiresAt": "2027-02-22T02:07:52.000000Z",
        "lastUsedAt": "2026-11-24T08:12:01.000000Z", "warning": nil,
    ]
}

extension APIKeyRights {
    fileprivate var json: JSON { .array(scopes.permissions.map { .string($0.description) }) }
    fileprivate var namespacesJSON: JSON { namespaces.map { .array($0.map(JSON.string)) } ?? .null }
}

extension APIKey.Principal {
    fileprivate var json: JSON {
        let (kind, name): (String, String?) =
            switch self {
            case .user(_, let email): ("user", email)
            case .serviceAccount(_, let name): ("serviceAccount", name)
            case .gone: ("gone", nil)
            }
        return ["kind": .string(kind), "id": .string(id.description), "name": JSON(name)]
    }
}
