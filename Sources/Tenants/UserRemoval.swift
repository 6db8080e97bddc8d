package import Database
package import Identity

/// Deletes somebody who is a member of no tenant: nobody can sign in who belongs to none.
package struct UserRemoval {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Deletes all that is a person's alone, and the person: a part of the caller's transaction.
    ///
    /// - Returns: how many rows were deleted.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func delete(_ user: UserID) throws -> Int {
        var rows = 0
        for table in TenantTable.ofUsers {
            rows += try database.execute(SQL(trusted: table.deletion) + " WHERE user_id = \(user)")
        }
        return rows + (try database.execute("DELETE FROM users WHERE id = \(user)"))
    }
}
