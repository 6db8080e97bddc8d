package import Database
package import Identity

/// A signed-in person, without the function that signs people in.
package enum TestSession {
    /// Inserts a tenant, its one member and a session of an hour.
    package static func insert(_ role: Role, into database: Database) throws -> Caller {
        let tenant = TenantID()
        try database.execute("INSERT INTO tenants (id, name, created_at) VALUES (\(tenant), 'Test', \(Timestamp.now))")
        return try insert(role, of: tenant, into: database)
    }

    /// Inserts one more member of a tenant, and a session of an hour.
    package static func insert(_ role: Role, of tenant: TenantID, into database: Database) throws -> Caller {
        let caller = Caller(user: UserID(), tenant: tenant, session: SessionID(), role: role)
        let now = Timestamp.now
        try database.execute(
            """
            INSERT INTO users (id, email, password_hash, created_at)
            VALUES (\(caller.user), \("\(caller.user)@example.com"), '', \(now))
            """)
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(caller.tenant), \(caller.user), \(role.rawValue), \(now))
            """)
        try database.execute(
            """
            INSERT INTO sessions (tenant_id, id, user_id, created_at, expires_at)
            VALUES (\(caller.tenant), \(caller.session), \(caller.user), \(now), \(now + .seconds(3_600)))
            """)
        return caller
    }
}
