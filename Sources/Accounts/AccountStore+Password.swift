internal import Database
package import Identity
internal import Mail
package import Sessions

extension AccountStore {
    /// Puts another password in the place of the caller's, and ends their other sessions: whoever knew the old one is out.
    ///
    /// - Parameters:
    ///   - record: called in the transaction that does it.
    /// - Returns: the sessions that ended. Tell Redis after the commit: `LiveSessions.end`.
    /// - Throws: ``AccountError/wrongPassword``: `current` is not their password; ``AccountError/invalid(_:)``,
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`.
    package func changePassword(
        of caller: Caller, from current: String, to next: String, from origin: SessionOrigin = .unknown,
        recording record: () throws -> Void = {}
    ) throws -> [SessionReference] {
        let (email, known) = try verify(current, of: caller, from: origin)
        let hash = try newHash(next, of: caller.user, email: email)
        return try database.transaction { database in
            // Another change that came first counts: this one was made from what is no password any more.
            let changed = try database.execute(
                """
                UPDATE users SET password_hash = \(hash)
                WHERE id = \(caller.user) AND password_hash = \(known)
                """)
            guard changed == 1 else { throw AccountError.wrongPassword }
            try endChallenges(of: caller.user)
            try voidResets(of: email, at: now())
            try lift(.password, of: caller)
            try tell(.passwordChanged, email)
            try record()
            return try SessionStore(database).endAll(of: caller.user, except: caller.session, at: now())
        }
    }

    /// The hash of a password that its owner may choose.
    ///
    /// - Throws: ``AccountError/invalid(_:)``.
    func newHash(_ password: String, of user: UserID, email: String) throws -> String {
        let tenants = try database.query(
            """
            SELECT tenants.name FROM members JOIN tenants ON tenants.id = members.tenant_id
            WHERE members.user_id = \(user) LIMIT \(Self.choiceLimit)
            """
        ).map { row in try row.get("name", as: String.self) }
        if let message = PasswordRule.violation(of: password, owner: [email] + tenants) {
            throw AccountError.invalid([Registration.Violation(field: .password, message: message)])
        }
        return try passwords.hash(password)
    }

    /// Hashes a password again that was hashed with fewer rounds than now.
    ///
    /// - Returns: the hash that is kept now.
    func renewed(_ hash: String, of password: String, user: UserID) throws -> String {
        guard try passwords.isOutdated(hash) else { return hash }
        let next = try passwords.hash(password)
        let changed = try database.execute(
            "UPDATE users SET password_hash = \(next) WHERE id = \(user) AND password_hash = \(hash)")
        if changed == 1 { return next }
        // Another login was faster, or the password was changed meanwhile.
        let current = try database.first("SELECT password_hash FROM users WHERE id = \(user)")
        guard let known: String = try current?.get("password_hash"), try passwords.verify(password, against: known)
        else {
            return hash
        }
        return known
    }
}
