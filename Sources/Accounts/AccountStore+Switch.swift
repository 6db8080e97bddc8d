internal import Database
internal import Digests
package import Identity
package import Sessions

extension AccountStore {
    /// How many sessions that went on in other tenants one after the other a copied refresh token ends.
    static let successorLimit = 1_000

    /// Goes on with a session in another tenant of its user: takes a refresh token, which is good once, ends the session, and opens
    /// one in the other tenant. Whatever was proved to open the first one need not be proved again.
    ///
    /// Whoever copied the token and comes second ends what the first one went on with, as with ``refresh(_:from:recording:ended:)``.
    ///
    /// - Parameters:
    ///   - tenant: the id or the name of the other tenant.
    ///   - record: called in the transaction that does it, with the session that it ends.
    ///   - recordReuse: called in the transaction that ends sessions because their token came a second time, with each of them.
    /// - Returns: also what has ended, for ``LiveSessions/end(_:)``, in ``SignIn/endedSessions``.
    /// - Throws: ``AccountError/refreshTokenInvalid``, ``AccountError/passwordRequired`` and
    ///   ``AccountError/tenantRequired(_:)``: the token is still good; `DatabaseError`,
    ///   what `record` throws.
    package func switchTenant(
        with refreshToken: String, to tenant: String, from origin: SessionOrigin = .unknown,
        recording record: (SignIn, SessionReference) throws -> Void = { _, _ in },
        recordingReuse recordReuse: (SessionID, TenantID) throws -> Void = { _, _ in },
        ended: (SessionID, TenantID) -> Void = { _, _ in }
    ) throws -> SignIn {
        guard let used = RefreshToken(refreshToken) else { throw AccountError.refreshTokenInvalid }
        let switched = try transaction { next in
            let switched = try move(used, to: tenant, next, from: origin, at: now())
            switch switched {
            case .next(let signIn, let session): try record(signIn, session)
            case .reused(let sessions): for one in sessions { try recordReuse(one.session, one.tenant) }
            case .refused: break
            }
            return switched
        }
        switch switched {
        case .next(var signIn, let session):
            signIn.endedSessions.append(session)
            return signIn
        case .reused(let sessions): for one in sessions { ended(one.session, one.tenant) }
        case .refused: break
        }
        throw AccountError.refreshTokenInvalid
    }

    private enum Move {
        case next(SignIn, from: SessionReference)
        case reused([SessionReference])
        case refused
    }

    private func move(
        _ used: RefreshToken, to tenant: String, _ next: RefreshToken, from origin: SessionOrigin, at time: Timestamp
    ) throws -> Move {
        switch try take(used, at: time) {
        case .refused: return .refused
        case .reused(let sessions): return .reused(sessions)
        case .good(let used):
            // A tenant's provider is believed in this tenant only.
            guard !used.isProvided else { throw AccountError.passwordRequired }
            let session = used.reference
            let chosen = try membership(of: used.account.user, tenant: tenant)
            // First, so that it does not count among those that the user may have.
            try SessionStore(database).end(session.session, in: session.tenant, at: time)
            let signIn = try openSession(
                for: chosen, next, from: origin, isFrequent: used.isFrequent, authenticatedAt: used.authenticatedAt,
                at: time)
            try database.execute(
                """
                UPDATE sessions SET next_tenant_id = \(chosen.tenant.id),
                    next_session_id = \(signIn.session)
                WHERE tenant_id = \(session.tenant) AND id = \(session.session)
                """)
            return .next(signIn, from: session)
        }
    }

    /// Ends a session whose token came a second time, with those that went on in other tenants in its place.
    ///
    /// - Returns: those that have ended now.
    func endWithSuccessors(_ session: SessionID, in tenant: TenantID, at time: Timestamp) throws -> [SessionReference] {
        var ended: [SessionReference] = []
        var next: SessionReference? = SessionReference(session, in: tenant)
        for _ in 0..<Self.successorLimit {
            guard let one = next else { break }
            if try SessionStore(database).end(one.session, in: one.tenant, at: time) { ended.append(one) }
            let row = try database.first(
                """
                SELECT next_tenant_id, next_session_id FROM sessions
                WHERE tenant_id = \(one.tenant) AND id = \(one.session) AND next_session_id IS NOT NULL
                """)
            next = try row.map { SessionReference(try $0.get("next_session_id"), in: try $0.get("next_tenant_id")) }
        }
        return ended
    }
}
