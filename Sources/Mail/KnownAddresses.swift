package import Database

/// Which e-mails somebody has: asked by the sender alone, so that whoever asks for mail learns nothing, not even by the time
/// it takes.
package struct KnownAddresses {
    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// - Throws: `DatabaseError`.
    package func contains(_ email: String) throws -> Bool {
        try database.first("SELECT 1 AS found FROM users WHERE email = \(email)") != nil
    }
}
