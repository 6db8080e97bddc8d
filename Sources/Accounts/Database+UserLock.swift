internal import Database
internal import Identity

extension Database {
    /// Whoever changes how a user signs in waits for whoever does: the first thing of a transaction. What is read after it is as those
    /// before have left it.
    ///
    /// - Throws: ``AccountError/sessionEnded``: the user is gone; `DatabaseError`.
    func lock(_ user: UserID) throws {
        guard try first("SELECT id FROM users WHERE id = \(user) FOR UPDATE") != nil else {
            throw AccountError.sessionEnded
        }
    }
}
