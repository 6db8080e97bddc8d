package import Database
package import Identity

/// Which sessions go on: the truth about them.
///
/// All methods throw ``DatabaseError``.
package struct SessionStore {
    let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// What a row of `sessions` fulfils that has not ended.
    package static func isLive(at time: Timestamp) -> SQL {
        "sessions.ended_at IS NULL AND sessions.expires_at > \(time)"
    }

    /// What the session's user may do now; nil: it has ended, or its user is no member any more.
    package func role(of session: SessionID, in tenant: TenantID, at time: Timestamp = .now) throws -> Role? {
        try database.first(
            """
            SELECT members.role AS role FROM sessions
            JOIN members ON members.tenant_id = sessions.tenant_id AND members.user_id = sessions.user_id
            WHERE sessions.tenant_id = \(tenant) AND sessions.id = \(session) AND \(sql: Self.isLive(at: time))
            """
        )?.get("role")
    }

    /// Ends a session. Tell Redis after the commit: ``LiveSessions/end(_:in:)``.
    package func end(_ session: SessionID, in tenant: TenantID, at time: Timestamp = .now) throws {
        try database.execute(
            """
            UPDATE sessions SET ended_at = \(time)
            WHERE tenant_id = \(tenant) AND id = \(session) AND ended_at IS NULL
            """)
    }
}
