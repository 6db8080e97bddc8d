internal import Database
internal import Digests
internal import Identity
package import Mail
package import Sessions

extension AccountStore {
    package static let resetLifetime = Duration.seconds(60 * 60)

    /// Sends a token with which a new password can be chosen, to an e-mail that somebody has.
    ///
    /// Nothing here looks whether somebody has it, so nothing tells. The sender looks.
    ///
    /// - Throws: `DatabaseError`.
    package func requestPasswordReset(_ email: String, through mail: MailOutbox) throws {
        guard let address = EmailAddress(email)?.text else { return }
        let (token, time) = (OneTimeToken(), now())
        let periodStart = time + .seconds(-Self.mailPeriod.components.seconds)
        _ = try? database.execute(
            "DELETE FROM password_resets WHERE expires_at < \(time) LIMIT \(Self.tokenSweepLimit)")
        try database.transaction { database in
            let recent = try database.query(
                """
                SELECT 1 AS one FROM password_resets
                WHERE email = \(address) AND created_at > \(periodStart) LIMIT \(Self.mailLimit)
                """)
            guard recent.count < Self.mailLimit else { return }
            try database.execute(
                """
                INSERT INTO password_resets (token_hash, email, created_at, expires_at)
                VALUES (\(token.hash), \(address), \(time), \(time + Self.resetLifetime))
                """)
            try mail.put(.passwordReset(token: token.text), to: address, lifetime: Self.resetLifetime, at: time)
        }
    }

    /// Puts a new password in the place of one that was forgotten, and ends all sessions of its user.
    ///
    /// - Parameter record: called with their e-mail in the transaction that does it.
    /// - Returns: the sessions that ended. Tell Redis after the commit: `LiveSessions.end`.
    /// - Throws: ``AccountError/mailedTokenInvalid``; ``AccountError/invalid(_:)``, and the token stays good; `DatabaseError`, what
    ///   `record` throws.
    package func resetPassword(
        _ token: String, to password: String,
        recording record: (String) throws -> Void = { _ in }
    ) throws -> [SessionReference] {
        guard let token = OneTimeToken(token), let owner = try owner(ofReset: token) else {
            throw AccountError.mailedTokenInvalid
        }
        let hash = try newHash(password, of: owner.user, email: owner.email)
        return try database.transaction { database in
            let time = now()
            let first = try database.execute(
                """
                UPDATE password_resets SET used_at = \(time)
                WHERE token_hash = \(token.hash) AND used_at IS NULL AND expires_at > \(time)
                """)
            guard first == 1 else { throw AccountError.mailedTokenInvalid }
            try tell(.passwordChanged, owner.email)
            try record(owner.email)
            return try replacePassword(of: owner.user, email: owner.email, with: hash, at: time)
        }
    }

    /// Tokens that were asked for with the password of before are good for nothing any more.
    func voidResets(of email: String, at time: Timestamp) throws {
        try database.execute(
            "UPDATE password_resets SET used_at = \(time) WHERE email = \(email) AND used_at IS NULL")
    }

    /// Puts a password's hash in the place of another, forgets wrong ones, and ends all sessions.
    func replacePassword(
        of user: UserID, email: String, with hash: String, at time: Timestamp
    ) throws -> [SessionReference] {
        try database.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user)")
        try endChallenges(of: user)
        try voidResets(of: email, at: time)
        try AttemptStore(database: database).succeed([.account(email: email)], at: time)
        return try SessionStore(database).endAll(of: user, at: time)
    }

    /// Who chooses a new password with this token; nil: it is not good.
    private func owner(ofReset token: OneTimeToken) throws -> (user: UserID, email: String)? {
        let row = try database.first(
            """
            SELECT users.id, users.email FROM password_resets JOIN users ON users.email = password_resets.email
            WHERE password_resets.token_hash = \(token.hash) AND password_resets.used_at IS NULL
                AND password_resets.expires_at > \(now())
            """)
        return try row.map { (try $0.get("id"), try $0.get("email")) }
    }
}
