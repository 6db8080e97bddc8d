package import Database
package import Identity
package import Mail
internal import Sessions

/// Tenants, users and their sessions.
package struct AccountStore {
    /// How long a session goes on unused (ASVS 4.0.3, 3.3.2): its refresh token waits for so long.
    package static let idleLifetime = Duration.seconds(30 * 60)
    /// How long a session goes on after its user last proved who they are, used or not (ASVS 4.0.3, 3.3.2).
    package static let sessionLifetime = Duration.seconds(12 * 60 * 60)

    let database: Database
    let mail: MailOutbox?
    let now: () -> Timestamp
    private let plain: PasswordHash
    private let pepper: PepperStore?

    /// - Parameters:
    ///   - pepper: what is mixed into passwords; nil: nothing, and those that were mixed open nothing.
    ///   - mail: takes what people are told of their accounts; nil: they are not.
    package init(
        _ database: Database, passwords: PasswordHash = PasswordHash(), pepper: PepperStore? = nil,
        mail: MailOutbox? = nil, now: @escaping () -> Timestamp = { .now }
    ) {
        self.database = database
        plain = passwords
        self.pepper = pepper
        self.mail = mail
        self.now = now
    }

    /// How passwords are hashed here.
    ///
    /// - Throws: `DatabaseError`, `EncryptionError`.
    var passwords: PasswordHash {
        get throws { try pepper.map { plain.with(pepper: try $0.pepper()) } ?? plain }
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
