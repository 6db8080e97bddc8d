package import Database
package import Identity
internal import Sessions

/// Tenants, users and their sessions.
package struct AccountStore {
    /// How long a refresh token waits for its use. A session that nobody goes on with ends with it.
    package static let refreshTokenLifetime = Duration.seconds(30 * 24 * 60 * 60)

    let database: Database
    let passwords: PasswordHash
    let now: () -> Timestamp

    package init(
        _ database: Database, passwords: PasswordHash = PasswordHash(), now: @escaping () -> Timestamp = { .now }
    ) {
        self.database = database
        self.passwords = passwords
        self.now = now
    }

    /// The caller's account as it is now; nil when the session has ended or the user is no member any more.
    package func me(_ caller: Caller) throws -> Account? {
        try account(of: caller.session, in: caller.tenant, at: now())
    }

    /// Ends the caller's session: its refresh token is good for nothing from now on.
    ///
    /// - Returns: whether it had not been ended before.
    @discardableResult
    package func logOut(_ caller: Caller) throws -> Bool {
        try SessionStore(database).end(caller.session, in: caller.tenant, at: now())
    }

    /// Whose session this is; nil when it has ended or its user is no member any more.
    func account(of session: SessionID, in tenant: TenantID, at time: Timestamp) throws -> Account? {
        let row = try database.first(
            """
            SELECT users.id AS user_id, users.email, tenants.id AS tenant_id, tenants.name AS tenant_name, members.role
            FROM sessions
            JOIN members ON members.tenant_id = sessions.tenant_id AND members.user_id = sessions.user_id
            JOIN users ON users.id = sessions.user_id
            JOIN tenants ON tenants.id = sessions.tenant_id
            WHERE sessions.tenant_id = \(tenant) AND sessions.id = \(session)
                AND \(sql: SessionStore.isLive(at: time))
            """)
        return try row.map(Account.init)
    }
}
