package import Database
package import Identity

/// The tenants of the installation, and whose they are.
///
/// All methods throw `DatabaseError`.
package struct TenantStore {
    /// Of how many tenants somebody may be a member who makes one more.
    package static let membershipLimit = 100

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Those that somebody is a member of, in the order of their ids, which is that in which they were made.
    ///
    /// - Parameters:
    ///   - last: the last one of the page before; nil asks for the first page.
    ///   - only: the one that is shown of them; nil: all.
    package func list(
        of user: UserID, limit: Int, after last: TenantID? = nil, only: TenantID? = nil
    ) throws -> [TenantRecord] {
        let page: SQL =
            (last.map { "AND members.tenant_id > \($0)" } ?? "") + (only.map { " AND members.tenant_id = \($0)" } ?? "")
        return try database.query(
            """
            SELECT \(sql: TenantRecord.columns) FROM members JOIN tenants ON tenants.id = members.tenant_id
            WHERE members.user_id = \(user) \(sql: page) ORDER BY members.tenant_id LIMIT \(limit)
            """
        ).map(TenantRecord.init)
    }

    /// Nil: there is no such tenant.
    package func find(_ tenant: TenantID) throws -> TenantRecord? {
        try database.first("SELECT \(sql: TenantRecord.columns) FROM tenants WHERE id = \(tenant)").map(
            TenantRecord.init)
    }

    /// Makes a tenant whose admin is a user who is there already.
    ///
    /// - Throws: also ``TenantError/tooManyTenants``.
    package func create(_ name: TenantName, by user: UserID, at time: Timestamp = .now) throws -> TenantRecord {
        try database.transaction { database in
            // The lock lets two requests of somebody come one after the other: together they must not pass the limit.
            _ = try database.first("SELECT id FROM users WHERE id = \(user) FOR UPDATE")
            let count: Int = try database.query(
                "SELECT COUNT(*) AS count FROM members WHERE user_id = \(user)")[0].get("count")
            guard count < Self.membershipLimit else { throw TenantError.tooManyTenants }
            let tenant = TenantID(at: time)
            try database.execute(
                "INSERT INTO tenants (id, name, created_at) VALUES (\(tenant), \(name.text), \(time))")
            try database.execute(
                """
                INSERT INTO members (tenant_id, user_id, role, created_at)
                VALUES (\(tenant), \(user), \(Role.admin.rawValue), \(time))
                """)
            return try known(tenant)
        }
    }

    /// Gives a tenant another name.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Throws: also ``TenantError/noSuchTenant``.
    package func rename(
        _ tenant: TenantID, to name: TenantName, check: (TenantRecord) throws -> Void = { _ in }
    ) throws -> TenantRecord {
        try database.transaction { database in
            try check(locked(tenant))
            try database.execute(
                "UPDATE tenants SET name = \(name.text), revision = revision + 1 WHERE id = \(tenant)")
            return try known(tenant)
        }
    }

    func locked(_ tenant: TenantID) throws -> TenantRecord {
        let row = try database.first(
            "SELECT \(sql: TenantRecord.columns) FROM tenants WHERE id = \(tenant) FOR UPDATE")
        guard let row else { throw TenantError.noSuchTenant }
        return try TenantRecord(row)
    }

    func known(_ tenant: TenantID) throws -> TenantRecord {
        guard let record = try find(tenant) else { throw TenantError.noSuchTenant }
        return record
    }
}
