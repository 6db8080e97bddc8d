internal import Digests
internal import Identity
internal import JSON

/// For which calls a token counts: those of one tenant with the same settings.
struct TokenKey: Hashable, Sendable {
    let tenant: TenantID
    /// Of the settings: they hold secrets, which need not stay in memory.
    private let digest: [UInt8]

    init(_ tenant: TenantID, _ settings: OAuth2Settings, _ scheme: AuthenticationScheme) {
        self.tenant = tenant
        digest = SHA256.digest(settings.members(scheme).bytes)
    }
}

extension OAuth2Settings {
    /// Everything that makes a difference, in one order. Null is not the empty text.
    fileprivate func members(_ scheme: AuthenticationScheme) -> JSON {
        func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
        func texts(_ texts: String?...) -> JSON { .array(texts.map { JSON($0) }) }
        return [
            texts(scheme.rawValue, authority, grant.rawValue, tokenEndpoint, encoding.rawValue),
            texts(client?.id, client?.secret, client?.assertion, client?.authentication.rawValue), list(issuers),
            list(scopes), list(audiences), texts(username, password),
            texts(subject?.token, subject?.type, actor?.token, actor?.type),
        ]
    }
}
