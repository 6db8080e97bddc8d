internal import Database
package import Identity
internal import Mail
package import Sessions
internal import Tenants

/// The end of an account, which its owner wants (ASVS 4.0.3, 8.3.2).
extension AccountStore {
    /// Deletes somebody's account with all that is theirs alone, and tells them by mail: a part of the caller's transaction.
    ///
    /// - Parameter leave: takes them out of their tenants; called when nobody else can change which these are.
    /// - Returns: the sessions that ended. Tell Redis after the commit: `LiveSessions.end`.
    /// - Throws: `DatabaseError`, `EncryptionError`, what `leave` throws.
    package func delete(_ user: UserID, leaving leave: () throws -> Void) throws -> [SessionReference] {
        // Who joins a tenant at this moment comes before or after: that needs the row of the user.
        let row = try database.first("SELECT email FROM users WHERE id = \(user) FOR UPDATE")
        guard let email: String = try row?.get("email") else { return [] }
        try leave()
        let ended = try SessionStore(database).endAll(of: user, at: now())
        try forgetSessions(of: user)
        try endChallenges(of: user)
        try database.execute("DELETE FROM password_resets WHERE email = \(email)")
        try database.execute("DELETE FROM email_verifications WHERE email = \(email)")
        try tell(.accountDeleted, email)
        try UserRemoval(database: database).delete(user)
        return ended
    }

    /// They say from where somebody came, and with what.
    private func forgetSessions(of user: UserID) throws {
        var rows = 0
        repeat {
            rows = try database.execute("DELETE FROM sessions WHERE user_id = \(user) LIMIT \(Self.sessionLimit)")
        } while rows == Self.sessionLimit
    }
}
