internal import Database
internal import Identity
internal import Mail
package import Sessions

/// What an operator does on the host, with the database at hand.
extension AccountStore {
    /// Makes a tenant and its first member, an admin, without mail and without a session.
    ///
    /// - Parameter record: called in the transaction.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/emailTaken``, `DatabaseError`.
    package func createTenant(
        email: String, password: String, tenantName: String, recording record: (Account) throws -> Void = { _ in }
    ) throws -> Account {
        let registration = try Registration(email: email, password: password, tenantName: tenantName)
        let passwordHash = try passwords.hash(registration.password)
        do {
            return try database.transaction { _ in
                let account = try insert(
                    email: registration.email.text, tenantName: registration.tenantName, passwordHash: passwordHash,
                    at: now())
                try record(account)
                return account
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.emailTaken
        }
    }

    /// Puts another password in the place of somebody's, takes their second factor and their passkeys away, ends their sessions, and tells them by mail.
    ///
    /// - Parameter record: called in the transaction, for each tenant that they are a member of.
    /// - Returns: the sessions that ended; nil: nobody has this e-mail.
    /// - Throws: ``AccountError/invalid(_:)``, `DatabaseError`.
    package func setPassword(
        of email: String, to password: String, recording record: (Account) throws -> Void = { _ in }
    ) throws -> [SessionReference]? {
        guard let row = try database.first("SELECT id, email FROM users WHERE email = \(email)") else { return nil }
        let (user, known): (UserID, String) = (try row.get("id"), try row.get("email"))
        let hash = try newHash(password, of: user, email: known)
        return try database.transaction { database in
            try database.lock(user)
            for table in ["second_factors", "recovery_codes", "passkeys"] as [SQL] {
                try database.execute("DELETE FROM \(sql: table) WHERE user_id = \(user)")
            }
            for account in try memberships(ofEmail: known) { try record(account) }
            try tell(.passwordSetByOperator, known)
            return try replacePassword(of: user, email: known, with: hash, at: now())
        }
    }
}
