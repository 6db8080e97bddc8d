internal import Database
package import Identity
package import Sessions

extension AccountStore {
    /// Lets somebody who was invited into a tenant, with a session: a user who is there already with their password, or a new one
    /// with the password that they choose.
    ///
    /// - Parameters:
    ///   - isProvingEmails: the token proves nobody's e-mail, since whoever invites knows it: somebody new registers first, and
    ///     is answered until then like somebody with another password.
    ///   - accept: makes the user a member, in the same transaction.
    ///   - record: called in the transaction with what came of it; nil: a code is asked for first.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/invalidCredentials``,
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, ``AccountError/secondFactorRequired(challenge:)``: they are a member
    ///   now, and their session waits for the code; ``AccountError/emailTaken``: somebody has registered with it
    ///   meanwhile; `DatabaseError`, what `accept` and `record` throw.
    package func join(
        email: String, password: String, tenant: TenantID, from origin: SessionOrigin = .unknown,
        isProvingEmails: Bool = false, accept: (UserID) throws -> Void,
        recording record: (SignIn?) throws -> Void = { _ in }
    ) throws -> SignIn {
        let row = try database.first("SELECT id, password_hash FROM users WHERE email = \(email)")
        guard row != nil || isProvingEmails else {
            return try joinAnew(email, password, tenant, origin, accept, record)
        }
        let hash: String? = try row?.get("password_hash")
        let tries = attempts(email, from: origin)
        // Wrong passwords count as at a login.
        try tries.store.begin(tries.subjects, at: now())
        guard try passwords.verify(password, against: hash), let hash, let user: UserID = try row?.get("id") else {
            throw AccountError.invalidCredentials
        }
        let asksForCode = try SecondFactorStore.isAsked(of: user, database)
        try end(tries, asksForCode: asksForCode)
        let isFrequent = PasswordRule.isFrequent(password)
        return asksForCode
            ? try joinBeforeCode(user, hash, tenant, isFrequent, accept, record)
            : try join(user, hash, tenant, origin, isFrequent, accept, record)
    }

    private func joinAnew(
        _ email: String, _ password: String, _ tenant: TenantID, _ origin: SessionOrigin,
        _ accept: (UserID) throws -> Void, _ record: (SignIn?) throws -> Void
    ) throws -> SignIn {
        // Takes long, and a transaction must be short and may run twice.
        let hash = try chosen(password, email: email)
        do {
            return try transaction { token in
                let time = now()
                let user = UserID(at: time)
                try database.execute(
                    """
                    INSERT INTO users (id, email, password_hash, created_at)
                    VALUES (\(user), \(email), \(hash), \(time))
                    """)
                try accept(user)
                let signIn = try openSession(for: member(user, of: tenant), token, from: origin, at: time)
                try record(signIn)
                return signIn
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.emailTaken
        }
    }

    private func join(
        _ user: UserID, _ hash: String, _ tenant: TenantID, _ origin: SessionOrigin, _ isFrequent: Bool,
        _ accept: (UserID) throws -> Void, _ record: (SignIn?) throws -> Void
    ) throws -> SignIn {
        try transaction { token in
            try check(hash, of: user)
            try accept(user)
            let signIn = try openSession(
                for: member(user, of: tenant), token, from: origin, isFrequent: isFrequent, at: now())
            try record(signIn)
            return signIn
        }
    }

    /// - Throws: ``AccountError/secondFactorRequired(challenge:)``, always: after it has been done.
    private func joinBeforeCode(
        _ user: UserID, _ hash: String, _ tenant: TenantID, _ isFrequent: Bool,
        _ accept: (UserID) throws -> Void, _ record: (SignIn?) throws -> Void
    ) throws -> SignIn {
        let challenge = try database.transaction { _ in
            try check(hash, of: user)
            try accept(user)
            try record(nil)
            return try openChallenge(of: user, in: member(user, of: tenant).tenant.id, isFrequent: isFrequent)
        }
        throw AccountError.secondFactorRequired(challenge: challenge)
    }

    private func chosen(_ password: String, email: String) throws -> String {
        if let message = PasswordRule.violation(of: password, owner: [email]) {
            throw AccountError.invalid([Registration.Violation(field: .password, message: message)])
        }
        return try passwords.hash(password)
    }

    private func member(_ user: UserID, of tenant: TenantID) throws -> Account {
        let row = try database.first(
            """
            SELECT users.id AS user_id, users.email, tenants.id AS tenant_id, tenants.name AS tenant_name, members.role
            FROM members
            JOIN users ON users.id = members.user_id
            JOIN tenants ON tenants.id = members.tenant_id
            WHERE members.tenant_id = \(tenant) AND members.user_id = \(user)
            """)
        guard let row else { throw AccountError.invalidCredentials }
        return try Account(row)
    }
}
