internal import Database
internal import Identity
package import Sessions

extension AccountStore {
    /// How many tenants ``AccountError/tenantRequired(_:)`` names.
    static let choiceLimit = 20

    /// Opens a session.
    ///
    /// Takes as long for an e-mail that nobody has.
    ///
    /// - Parameters:
    ///   - tenant: the id or the name of the tenant, for a user who is a member of several.
    ///   - record: called in the transaction that opens the session.
    /// - Returns: a session, restricted where the password is one that is tried first, or a second factor is missing.
    /// - Throws: ``AccountError/invalidCredentials``, ``AccountError/tenantRequired(_:)``,
    ///   ``AccountError/secondFactorRequired(challenge:)``,
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, also for an e-mail that nobody has; `DatabaseError`, what `record`
    ///   throws.
    package func logIn(
        email: String, password: String, tenant: String? = nil, from origin: SessionOrigin = .unknown,
        recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        let tries = attempts(email, from: origin)
        try tries.store.begin(tries.subjects, at: now())
        let row = try EmailAddress(email).flatMap { email in
            try database.first("SELECT id, password_hash FROM users WHERE email = \(email.text)")
        }
        guard try passwords.verify(password, against: row?.get("password_hash")), let row else {
            throw AccountError.invalidCredentials
        }
        let user: UserID = try row.get("id")
        let asksForCode = try SecondFactorStore.isAsked(of: user, database)
        try end(tries, asksForCode: asksForCode)
        let hash = try renewed(row.get("password_hash"), of: password, user: user)
        let isFrequent = PasswordRule.isFrequent(password)
        if asksForCode {
            throw AccountError.secondFactorRequired(
                challenge: try challenge(of: user, tenant: tenant, hash, isFrequent: isFrequent))
        }
        let account = try membership(of: user, tenant: tenant)
        return try transaction { token in
            // Whoever changes the password ends all sessions: none may begin with the old one after that.
            try check(hash, of: user)
            let signIn = try openSession(for: account, token, from: origin, isFrequent: isFrequent, at: now())
            try record(signIn)
            return signIn
        }
    }

    /// Of whom somebody tried the password; none where nobody has this e-mail.
    package func memberships(ofEmail email: String) throws -> [Account] {
        // The same question for what is no address, which takes as long.
        let row = try database.first("SELECT id FROM users WHERE email = \(EmailAddress(email)?.text ?? "")")
        return try memberships(of: row?.get("id") ?? UserID(), where: "TRUE")
    }

    /// Nobody is told before the code which tenants there are: one that is not clear is asked for after it.
    private func challenge(of user: UserID, tenant: String?, _ hash: String, isFrequent: Bool) throws -> String {
        let clear: TenantID?
        do {
            clear = try membership(of: user, tenant: tenant).tenant.id
        } catch is AccountError {
            clear = nil
        }
        return try database.transaction { _ in
            try check(hash, of: user)
            return try openChallenge(of: user, in: clear, isFrequent: isFrequent)
        }
    }

    /// Looks, with a lock, whether a password's hash is still the user's.
    func check(_ hash: String, of user: UserID) throws {
        let current = try database.first("SELECT password_hash FROM users WHERE id = \(user) LOCK IN SHARE MODE")
        guard try current?.get("password_hash") == hash else { throw AccountError.invalidCredentials }
    }

    /// After the right password. Who has it and guesses codes must not begin anew with each login.
    func end(_ tries: (store: AttemptStore, subjects: [AttemptSubject]), asksForCode: Bool) throws {
        if asksForCode {
            try tries.store.withdraw(tries.subjects, at: now())
        } else {
            try tries.store.succeed(tries.subjects, at: now())
        }
    }

    /// What a try with a password counts for.
    func attempts(
        _ email: String, from origin: SessionOrigin
    ) -> (store: AttemptStore, subjects: [AttemptSubject]) {
        (AttemptStore(database: database), [.account(email: email)] + (origin.address.map { [.address($0)] } ?? []))
    }

    /// The account in the tenant that is meant.
    ///
    /// - Throws: ``AccountError/invalidCredentials``: the user belongs to none; ``AccountError/tenantRequired(_:)``.
    func membership(of user: UserID, tenant: String?) throws -> Account {
        let all = try memberships(of: user, where: "TRUE")
        // Whoever belongs to no tenant has nothing to log in to.
        if all.isEmpty { throw AccountError.invalidCredentials }
        guard let tenant else { return try only(all, orOneOf: all) }
        let chosen = try memberships(
            of: user, where: "(tenants.id = \(TenantID(tenant)) OR tenants.name = \(tenant))")
        return try only(chosen, orOneOf: all)
    }

    private func only(_ accounts: [Account], orOneOf all: [Account]) throws(AccountError) -> Account {
        guard let account = accounts.first, accounts.count == 1 else { throw .tenantRequired(all.map(\.tenant)) }
        return account
    }

    func memberships(of user: UserID, where condition: SQL) throws -> [Account] {
        try database.query(
            """
            SELECT users.id AS user_id, users.email, tenants.id AS tenant_id, tenants.name AS tenant_name, members.role
            FROM members
            JOIN users ON users.id = members.user_id
            JOIN tenants ON tenants.id = members.tenant_id
            WHERE members.user_id = \(user) AND \(sql: condition)
            ORDER BY members.created_at, tenants.id
            LIMIT \(Self.choiceLimit)
            """
        ).map(Account.init)
    }
}
