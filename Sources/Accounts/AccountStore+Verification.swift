internal import Database
internal import Digests
internal import Identity
package import Mail
package import Sessions

extension AccountStore {
    package static let verificationLifetime = Duration.seconds(24 * 60 * 60)
    /// Mails of one kind that are sent to an e-mail within ``mailPeriod``: nobody is flooded.
    package static let mailLimit = 3
    static let mailPeriod = Duration.seconds(60 * 60)
    /// Rows of tokens that are of no use any more, removed with each new one.
    static let tokenSweepLimit = 10

    /// Keeps a registration until its e-mail is proved to belong to whoever sent it: see ``verifyEmail(_:password:from:recording:)``.
    ///
    /// Does the same for an e-mail that somebody has. What the mail says is decided where it is sent.
    ///
    /// - Throws: ``AccountError/invalid(_:)``, `DatabaseError`.
    package func requestRegistration(
        email: String, password: String, tenantName: String, through mail: MailOutbox
    ) throws {
        let registration = try Registration(email: email, password: password, tenantName: tenantName)
        // Takes long, and a transaction must be short and may run twice.
        let passwordHash = try passwords.hash(registration.password)
        let (address, token, time) = (registration.email.text, OneTimeToken(), now())
        let periodStart = time + .seconds(-Self.mailPeriod.components.seconds)
        _ = try? database.execute(
            "DELETE FROM email_verifications WHERE expires_at < \(time) LIMIT \(Self.tokenSweepLimit)")
        try database.transaction { database in
            let recent = try database.query(
                """
                SELECT 1 AS one FROM email_verifications
                WHERE email = \(address) AND created_at > \(periodStart) LIMIT \(Self.mailLimit)
                """)
            guard recent.count < Self.mailLimit else { return }
            try database.execute(
                """
                INSERT INTO email_verifications (token_hash, email, password_hash, tenant_name, created_at, expires_at)
                VALUES (\(token.hash), \(address), \(passwordHash), \(registration.tenantName), \(time),
                    \(time + Self.verificationLifetime))
                """)
            try mail.put(
                .emailVerification(token: token.text), to: address, lifetime: Self.verificationLifetime, at: time)
        }
    }

    /// Makes the tenant and the user of a registration whose mail has arrived, and opens a session.
    ///
    /// The password of the registration is asked for: else whoever gets the mail would confirm a password that a stranger chose.
    ///
    /// - Parameter record: called in the transaction that does it.
    /// - Throws: ``AccountError/mailedTokenInvalid``: also where somebody has the e-mail meanwhile;
    ///   ``AccountError/invalidCredentials``: another password, and the token stays good;
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`, what `record` throws.
    package func verifyEmail(
        _ token: String, password: String, from origin: SessionOrigin = .unknown,
        recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        guard let token = OneTimeToken(token), let waiting = try registration(token) else {
            throw AccountError.mailedTokenInvalid
        }
        let tries = attempts(try waiting.get("email"), from: origin)
        try tries.store.begin(tries.subjects, at: now())
        guard try passwords.verify(password, against: waiting.get("password_hash")) else {
            throw AccountError.invalidCredentials
        }
        try tries.store.succeed(tries.subjects, at: now())
        do {
            return try transaction { refreshToken in
                let time = now()
                let first = try database.execute(
                    """
                    UPDATE email_verifications SET used_at = \(time)
                    WHERE token_hash = \(token.hash) AND used_at IS NULL AND expires_at > \(time)
                    """)
                guard first == 1 else { throw AccountError.mailedTokenInvalid }
                let account = try insert(
                    email: waiting.get("email"), tenantName: waiting.get("tenant_name"),
                    passwordHash: waiting.get("password_hash"), at: time)
                let signIn = try openSession(for: account, refreshToken, from: origin, at: time)
                try record(signIn)
                return signIn
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.mailedTokenInvalid
        }
    }

    private func registration(_ token: OneTimeToken) throws -> Row? {
        try database.first(
            """
            SELECT email, password_hash, tenant_name FROM email_verifications
            WHERE token_hash = \(token.hash) AND used_at IS NULL AND expires_at > \(now())
            """)
    }
}
