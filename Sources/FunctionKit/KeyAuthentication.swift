internal import Identity
internal import Sessions

/// Says who a request claims to come from, by its API key.
///
/// What a key's secret hashes to is kept, so that a request with a key costs one hash. The end of the key is looked at each time,
/// and whether it was revoked where everybody's standing is.
struct KeyAuthentication {
    /// How many keys are known at a time; beyond, all are read again.
    static let knownLimit = 1_024

    private var known: [APIKeyID: SessionStore.KnownAPIKey] = [:]
    /// When it was last written down that a key is in use.
    private var noted: [APIKeyID: ContinuousClock.Instant] = [:]

    /// The API key of an `Authorization: Bearer …`, well formed or not; nil: it has none.
    static func text(in authorization: String?) -> Substring? {
        // Every request comes by here, most of them with an access token: no more is looked at than tells the two apart.
        guard let authorization, let space = authorization.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let text = authorization[authorization.utf8.index(after: space)...]
        guard text.hasPrefix(APIKeyToken.prefix), authorization[..<space].lowercased() == "bearer" else { return nil }
        return text
    }

    /// - Parameter count: called for what is not known to be right, before the database is asked: whoever tries keys is slowed
    ///   down like whoever tries passwords.
    /// - Throws: a ``Problem`` 401 `api_key_invalid`, and what `count` throws; `DatabaseError`.
    mutating func caller(
        _ text: Substring, _ sessions: SessionStore, count: () throws(Problem) -> Void
    ) throws -> Caller {
        let token = APIKeyToken(text)
        if let token, let found = known(token), found.expiresAt > .now { return found.caller }
        try count()
        guard let token, let found = try sessions.apiKey(token.key, in: token.tenant),
            token.proves(found.secretHash), found.expiresAt > .now
        else { throw Self.invalid }
        if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
        known[token.key] = found
        return found.caller
    }

    /// Who sends a key that was found right before; whether it is still good is not looked at.
    func known(_ text: Substring) -> Caller? {
        APIKeyToken(text).flatMap(known)?.caller
    }

    private func known(_ token: APIKeyToken) -> SessionStore.KnownAPIKey? {
        guard let found = known[token.key], found.caller.tenant == token.tenant, token.proves(found.secretHash) else {
            return nil
        }
        return found
    }

    /// A key that is not good now is read again the next time.
    mutating func forget(_ key: APIKeyID) {
        known[key] = nil
    }

    /// Writes down that a key is in use, now and then. It is not worth a request: where that fails, the next one does it.
    mutating func noteUse(of key: APIKeyID, in tenant: TenantID, _ sessions: SessionStore) {
        if let last = noted[key], last.duration(to: .now) < SessionStore.useInterval { return }
        if noted.count >= Self.knownLimit { noted.removeAll(keepingCapacity: true) }
        noted[key] = .now
        try? sessions.noteUse(of: key, in: tenant)
    }

    /// Which of the reasons it is would tell a thief what they hold.
    static let invalid = Problem(
        401, "api_key_invalid",
        "This API key is unknown, revoked or too old, or whose it is may not use it any more. Make another one.",
        headers: [Authentication.invalidToken])
}
