internal import Database
internal import Digests
package import Identity
package import Sessions

extension AccountStore {
    /// How long a login waits for the code.
    package static let challengeLifetime = Duration.seconds(5 * 60)

    /// Goes on with a login whose password was right.
    ///
    /// - Parameters:
    ///   - code: of the authenticator, or a recovery code.
    ///   - record: called in the transaction that opens the session.
    /// - Throws: ``AccountError/challengeInvalid``, ``AccountError/wrongCode``,
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`, `EncryptionError`.
    package func logIn(
        challenge: String, code: String, _ factors: SecondFactorStore, from origin: SessionOrigin = .unknown,
        recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        guard let token = OneTimeToken(challenge) else { throw AccountError.challengeInvalid }
        let row = try database.first(
            """
            SELECT login_challenges.user_id, login_challenges.tenant_id, users.email
            FROM login_challenges JOIN users ON users.id = login_challenges.user_id
            WHERE login_challenges.token_hash = \(token.hash) AND login_challenges.expires_at > \(now())
            """)
        guard let row else { throw AccountError.challengeInvalid }
        let (user, tenant): (UserID, TenantID) = (try row.get("user_id"), try row.get("tenant_id"))
        let tries = attempts(try row.get("email"), from: origin)
        try tries.store.begin(tries.subjects, at: now())
        guard try factors.take(code, of: user) else { throw AccountError.wrongCode }
        try tries.store.succeed(tries.subjects, at: now())
        let account = try memberships(of: user, where: "tenants.id = \(tenant)").first
        return try transaction { refreshToken in
            // A password that was changed meanwhile has taken the challenges away.
            let taken = try database.execute("DELETE FROM login_challenges WHERE token_hash = \(token.hash)")
            guard taken == 1, let account else { throw AccountError.challengeInvalid }
            let signIn = try openSession(for: account, refreshToken, from: origin, at: now())
            try record(signIn)
            return signIn
        }
    }

    /// Whether this is the caller's password; wrong ones count as at a login.
    ///
    /// - Returns: the caller's e-mail.
    /// - Throws: ``AccountError/wrongPassword``, ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`.
    package func verify(
        _ password: String, of caller: Caller, from origin: SessionOrigin = .unknown
    ) throws -> String {
        let row = try database.first("SELECT email, password_hash FROM users WHERE id = \(caller.user)")
        guard let row else { throw AccountError.wrongPassword }
        let email: String = try row.get("email")
        let tries = attempts(email, from: origin)
        try tries.store.begin(tries.subjects, at: now())
        guard passwords.verify(password, against: try row.get("password_hash")) else {
            throw AccountError.wrongPassword
        }
        try tries.store.succeed(tries.subjects, at: now())
        return email
    }

    /// Keeps that a password was right, until the code comes.
    func openChallenge(for account: Account) throws -> String {
        let (token, time) = (OneTimeToken(), now())
        _ = try? database.execute(
            "DELETE FROM login_challenges WHERE expires_at < \(time) LIMIT \(Self.tokenSweepLimit)")
        try database.execute(
            """
            INSERT INTO login_challenges (token_hash, user_id, tenant_id, expires_at)
            VALUES (\(token.hash), \(account.user), \(account.tenant.id), \(time + Self.challengeLifetime))
            """)
        return token.text
    }

    /// A changed password takes back what the old one began.
    func endChallenges(of user: UserID) throws {
        try database.execute("DELETE FROM login_challenges WHERE user_id = \(user)")
    }
}
