internal import Database
internal import Digests
package import Identity
package import Sessions

extension AccountStore {
    /// Goes on with a session: takes a refresh token, which is good once, and gives the next one.
    ///
    /// A token that comes a second time was copied: by a thief, or from one. Nobody can tell, so the session ends for
    /// both. That includes a holder whose answer got lost on its way: they log in again.
    ///
    /// - Parameters:
    ///   - record: called in the transaction that ends a session because its token came a second time.
    ///   - ended: called after its commit.
    /// - Throws: ``AccountError/refreshTokenInvalid``, `DatabaseError`.
    package func refresh(
        _ refreshToken: String, from origin: SessionOrigin = .unknown,
        recording record: (SessionID, TenantID) throws -> Void = { _, _ in },
        ended: (SessionID, TenantID) -> Void = { _, _ in }
    ) throws -> SignIn {
        guard let used = RefreshToken(refreshToken) else { throw AccountError.refreshTokenInvalid }
        switch try transaction({ next in
            let exchange = try exchange(used, for: next, from: origin, at: now())
            if case .reused(let sessions) = exchange {
                for one in sessions { try record(one.session, one.tenant) }
            }
            return exchange
        }) {
        case .next(let signIn): return signIn
        case .reused(let sessions): for one in sessions { ended(one.session, one.tenant) }
        case .refused: break
        }
        throw AccountError.refreshTokenInvalid
    }

    /// What came of a refresh token.
    private enum Exchange {
        case next(SignIn)
        case reused([SessionReference])
        case refused
    }

    /// What a refresh token is good for.
    enum Use {
        case good(UsedSession)
        /// It was used before, which ends its session and what went on from it: those that have ended now.
        case reused([SessionReference])
        case refused
    }

    /// Opens a session, which ends the user's oldest ones beyond the limit.
    ///
    /// - Parameters:
    ///   - isFrequent: the password is one that is tried first, and has to be changed before anything else.
    ///   - authenticated: when the user proved who they are; nil: now.
    ///   - isProvided: only an identity provider of the tenant says who it is, which is no proof: it may have asked nothing.
    func openSession(
        for account: Account, _ token: RefreshToken, from origin: SessionOrigin, isFrequent: Bool = false,
        authenticatedAt authenticated: Timestamp? = nil, isProvided: Bool = false, at time: Timestamp
    ) throws -> SignIn {
        let authenticated = isProvided ? time + (.zero - Caller.proofLifetime) : authenticated ?? time
        let ended = try SessionStore(database).makeRoom(for: account.user, at: time)
        let session = SessionID(at: time)
        let restriction = try restriction(of: account, isFrequent: isFrequent)
        try database.execute(
            """
            INSERT INTO sessions (
                tenant_id, id, user_id, created_at, authenticated_at, expires_at, last_used_at, restriction, address,
                user_agent, is_provided
            )
            VALUES (
                \(account.tenant.id), \(session), \(account.user), \(time), \(authenticated),
                \(Self.end(of: authenticated, usedAt: time)), \(time), \(restriction?.rawValue), \(origin.address),
                \(origin.userAgent), \(isProvided)
            )
            """)
        try note(origin, of: account, at: time)
        var signIn = try issue(token, session, account, authenticatedAt: authenticated, at: time)
        signIn.restriction = restriction
        signIn.endedSessions = ended
        return signIn
    }

    /// Runs a transaction that may issue a new refresh token.
    ///
    /// Refusals are answers, not errors, since an error would roll back what they end.
    func transaction<Answer>(_ body: (RefreshToken) throws -> Answer) throws -> Answer {
        let token = RefreshToken()
        var answer: Answer?
        sweep()
        do {
            return try database.transaction { _ in
                let given = try body(token)
                answer = given
                return given
            }
        } catch let error as DatabaseError where error.kind == .commitUnknown {
            // The token's row tells whether the server had committed when the connection broke.
            let row = try database.first("SELECT 1 AS issued FROM refresh_tokens WHERE token_hash = \(token.hash)")
            guard row != nil, let answer else { throw error }
            return answer
        }
    }

    private func exchange(
        _ used: RefreshToken, for next: RefreshToken, from origin: SessionOrigin, at time: Timestamp
    ) throws -> Exchange {
        let session: UsedSession
        switch try take(used, at: time) {
        case .good(let found): session = found
        case .reused(let sessions): return .reused(sessions)
        case .refused: return .refused
        }
        let restriction = try restriction(of: session.account, isFrequent: session.isFrequent)
        try database.execute(
            """
            UPDATE sessions SET
                expires_at = \(Self.end(of: session.authenticatedAt, usedAt: time)), last_used_at = \(time),
                restriction = \(restriction?.rawValue), address = \(origin.address), user_agent = \(origin.userAgent)
            WHERE tenant_id = \(session.account.tenant.id) AND id = \(session.reference.session)
            """)
        var signIn = try issue(
            next, session.reference.session, session.account, authenticatedAt: session.authenticatedAt, at: time)
        signIn.restriction = restriction
        return .next(signIn)
    }

    /// Uses a refresh token.
    func take(_ used: RefreshToken, at time: Timestamp) throws -> Use {
        // The condition decides between two requests with one token, on one database node or on several.
        let firstUses = try database.execute(
            "UPDATE refresh_tokens SET used_at = \(time) WHERE token_hash = \(used.hash) AND used_at IS NULL")
        let row = try database.first(
            "SELECT tenant_id, session_id, expires_at FROM refresh_tokens WHERE token_hash = \(used.hash)")
        guard let row else { return .refused }
        let session = SessionReference(try row.get("session_id"), in: try row.get("tenant_id"))
        guard firstUses == 1 else {
            return .reused(try endWithSuccessors(session.session, in: session.tenant, at: time))
        }
        guard try row.get("expires_at", as: Timestamp.self) > time,
            let account = try account(of: session.session, in: session.tenant, at: time),
            let state = try database.first(
                """
                SELECT COALESCE(authenticated_at, created_at) AS authenticated_at, restriction, is_provided
                FROM sessions
                WHERE tenant_id = \(session.tenant) AND id = \(session.session)
                """)
        else { return .refused }
        let authenticated: Timestamp = try state.get("authenticated_at")
        // One that an older version opened has another end.
        guard authenticated + Self.sessionLifetime > time else { return .refused }
        let isFrequent = try state.optional("restriction", as: String.self) == SessionRestriction.password.rawValue
        return .good(
            UsedSession(
                session, of: account, authenticatedAt: authenticated, isFrequent: isFrequent,
                isProvided: try state.get("is_provided")))
    }

    private func issue(
        _ token: RefreshToken, _ session: SessionID, _ account: Account, authenticatedAt: Timestamp, at time: Timestamp
    ) throws -> SignIn {
        try database.execute(
            """
            INSERT INTO refresh_tokens (token_hash, tenant_id, session_id, created_at, expires_at)
            VALUES (
                \(token.hash), \(account.tenant.id), \(session), \(time),
                \(Self.end(of: authenticatedAt, usedAt: time))
            )
            """)
        return SignIn(
            session: session, account: account, refreshToken: token.text, authenticatedAt: authenticatedAt)
    }
}
