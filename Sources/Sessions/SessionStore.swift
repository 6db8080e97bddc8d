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
    package func standing(
        of session: SessionID, in tenant: TenantID, at time: Timestamp = .now
    ) throws -> SessionStanding? {
        // One statement, so that the generation is that of the assignments.
        let rows = try database.query(
            """
            SELECT members.role AS role, tenants.access_generation AS generation,
                tenants.rate_percent AS rate_percent, tenants.suspended_at IS NOT NULL AS is_suspended, tenants.delete_at IS NOT NULL AS is_deleting,
                role_assignments.namespace AS namespace, role_assignments.role AS assigned,
                roles.permissions AS permissions
            FROM sessions
            JOIN tenants ON tenants.id = sessions.tenant_id
            JOIN members ON members.tenant_id = sessions.tenant_id AND members.user_id = sessions.user_id
            LEFT JOIN role_assignments ON role_assignments.tenant_id = members.tenant_id
                AND role_assignments.user_id = members.user_id
            LEFT JOIN roles ON roles.tenant_id = role_assignments.tenant_id AND roles.name = role_assignments.role
            WHERE sessions.tenant_id = \(tenant) AND sessions.id = \(session) AND \(sql: Self.isLive(at: time))
            """)
        guard let first = rows.first else { return nil }
        let state: TenantState =
            try first.get("is_deleting") ? .deleting : first.get("is_suspended") ? .suspended : .active
        return SessionStanding(
            try Self.grants(rows), generation: try first.get("generation"), state: state,
            ratePercent: try first.optional("rate_percent"))
    }

    /// - Parameter rows: one without an assignment, or one for each.
    private static func grants(_ rows: [Row]) throws(DatabaseError) -> Grants {
        var parts: [(namespace: String, permissions: PermissionSet)] = []
        for row in rows {
            guard let name: String = try row.optional("assigned") else {
                return Grants(try row.get("role", as: Role.self).permissions)
            }
            let own = try row.optional("permissions", as: String.self).map { PermissionSet(parsing: $0) }
            // A role that is gone permits nothing.
            parts.append((try row.get("namespace"), Role(rawValue: name)?.permissions ?? own ?? []))
        }
        return Grants(parts)
    }

    /// Ends a session. Tell Redis after the commit: ``LiveSessions/end(_:in:)``.
    ///
    /// - Returns: whether it had not been ended before.
    @discardableResult
    package func end(_ session: SessionID, in tenant: TenantID, at time: Timestamp = .now) throws -> Bool {
        try database.execute(
            """
            UPDATE sessions SET ended_at = \(time)
            WHERE tenant_id = \(tenant) AND id = \(session) AND ended_at IS NULL
            """) > 0
    }
}
