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

    /// What a caller may do now, before the scope of their token; nil: their session has ended or their API key is not good any
    /// more, or they are no member any more.
    package func standing(of caller: Caller, at time: Timestamp = .now) throws -> SessionStanding? {
        switch caller.callerClass {
        case .interactive: try standing(of: caller.session, in: caller.tenant, at: time)
        case .automation: try standing(ofKey: caller.session, in: caller.tenant, at: time)
        }
    }

    /// What the session's user may do now; nil: it has ended, or its user is no member any more.
    package func standing(
        of session: SessionID, in tenant: TenantID, at time: Timestamp = .now
    ) throws -> SessionStanding? {
        // One statement, so that the generation is that of the assignments.
        let rows = try database.query(
            """
            SELECT members.role AS role, sessions.restriction AS restriction, \(sql: Self.tenantColumns),
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
        if let restriction = try first.optional("restriction", as: String.self) {
            // What this version does not know permits nothing either.
            let grants = SessionRestriction(rawValue: restriction).map(Grants.init(restrictedFor:)) ?? Grants()
            return try Self.standing(grants, first)
        }
        return try Self.standing(Self.grants(rows), first)
    }

    /// What a row of ``standing(_:_:)`` says of the tenant.
    static let tenantColumns: SQL = """
        tenants.access_generation AS generation, tenants.rate_percent AS rate_percent,
        tenants.rate_overrides AS rate_overrides, tenants.requests_per_day AS requests_per_day,
        tenants.suspended_at IS NOT NULL AS is_suspended, tenants.delete_at IS NOT NULL AS is_deleting
        """

    static func standing(_ grants: Grants, _ row: Row) throws(DatabaseError) -> SessionStanding {
        let state: TenantState = try row.get("is_suspended") ? .suspended : row.get("is_deleting") ? .deleting : .active
        return SessionStanding(
            grants, generation: try row.get("generation"), state: state,
            rates: TenantRates(
                percent: try row.optional("rate_percent"), overrides: try row.optional("rate_overrides"),
                requestsPerDay: try row.optional("requests_per_day")))
    }

    /// - Parameter rows: one without an assignment, or one for each.
    static func grants(_ rows: [Row]) throws(DatabaseError) -> Grants {
        var parts: [(namespace: String, permissions: PermissionSet)] = []
        for row in rows {
            guard let name: String = try row.optional("assigned") else {
                // A service account has only what it is assigned.
                return Grants(try row.optional("role", as: Role.self)?.permissions ?? [])
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
