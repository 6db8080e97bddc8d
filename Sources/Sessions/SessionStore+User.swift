internal import Database
package import Identity

/// The sessions of one user, in whatever tenants: they are the user's, not a tenant's.
extension SessionStore {
    /// How many sessions of a user go on at a time; the next one ends the oldest.
    package static let userLimit = 50
    /// How many sessions one statement ends.
    static let endLimit = 1_000

    /// The sessions that go on, the newest first.
    ///
    /// - Parameters:
    ///   - tenant: nil: of every tenant.
    ///   - last: the last session of the page before; nil asks for the first page.
    package func list(
        of user: UserID, limit: Int, after last: SessionID? = nil, in tenant: TenantID? = nil, at time: Timestamp = .now
    ) throws -> [UserSession] {
        let page: SQL =
            (last.map { "AND sessions.id < \($0)" } ?? "") + (tenant.map { " AND sessions.tenant_id = \($0)" } ?? "")
        return try database.query(
            """
            SELECT sessions.id, sessions.tenant_id, tenants.name AS tenant_name, sessions.created_at,
                sessions.last_used_at, sessions.address, sessions.user_agent
            FROM sessions JOIN tenants ON tenants.id = sessions.tenant_id
            WHERE sessions.user_id = \(user) AND \(sql: Self.isLive(at: time)) \(sql: page)
            ORDER BY sessions.id DESC LIMIT \(limit)
            """
        ).map(UserSession.init)
    }

    /// The one tenant that a caller sees of what is theirs; nil: all. Of whom only an identity provider says who they are, its tenant:
    /// it is believed there, and must not learn where else they are.
    package func onlyTenant(of caller: Caller) throws -> TenantID? {
        let row = try database.first(
            "SELECT is_provided FROM sessions WHERE tenant_id = \(caller.tenant) AND id = \(caller.session)")
        return try row?.get("is_provided") ?? true ? caller.tenant : nil
    }

    /// Ends one session of a user. Tell Redis after the commit: ``LiveSessions/end(_:)``.
    ///
    /// - Returns: nil: no session of this user with this id goes on.
    package func end(_ session: SessionID, of user: UserID, at time: Timestamp = .now) throws -> SessionReference? {
        let row = try database.first(
            """
            SELECT tenant_id FROM sessions
            WHERE user_id = \(user) AND id = \(session) AND \(sql: Self.isLive(at: time))
            """)
        guard let row else { return nil }
        let tenant: TenantID = try row.get("tenant_id")
        try end(session, in: tenant, at: time)
        return SessionReference(session, in: tenant)
    }

    /// Ends every session of a user. Tell Redis after the commit: ``LiveSessions/end(_:)``.
    ///
    /// - Parameter kept: the one session that goes on.
    /// - Returns: those that have ended now.
    package func endAll(
        of user: UserID, except kept: SessionID? = nil, at time: Timestamp = .now
    ) throws -> [SessionReference] {
        let others: SQL = kept.map { "AND id <> \($0)" } ?? ""
        return try end(where: "user_id = \(user) \(sql: others)", of: user, at: time)
    }

    /// Makes room for one more session of a user: ends the oldest ones beyond ``userLimit``.
    package func makeRoom(for user: UserID, at time: Timestamp = .now) throws -> [SessionReference] {
        let row = try database.first(
            """
            SELECT id FROM sessions WHERE user_id = \(user) AND \(sql: Self.isLive(at: time))
            ORDER BY id DESC LIMIT 1 OFFSET \(Self.userLimit - 1)
            """)
        guard let row else { return [] }
        let newestToEnd: SessionID = try row.get("id")
        return try end(where: "user_id = \(user) AND id <= \(newestToEnd)", of: user, at: time)
    }

    private func end(where condition: SQL, of user: UserID, at time: Timestamp) throws -> [SessionReference] {
        var ended = 0
        repeat {
            ended = try database.execute(
                """
                UPDATE sessions SET ended_at = \(time)
                WHERE \(sql: condition) AND ended_at IS NULL LIMIT \(Self.endLimit)
                """)
        } while ended == Self.endLimit
        // Read back rather than before: none that another request opened meanwhile is missed.
        return try database.query(
            "SELECT tenant_id, id FROM sessions WHERE user_id = \(user) AND ended_at = \(time) LIMIT \(Self.endLimit)"
        ).map { row in SessionReference(try row.get("id"), in: try row.get("tenant_id")) }
    }
}
