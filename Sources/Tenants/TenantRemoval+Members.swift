internal import Database
internal import Identity

extension TenantRemoval {
    /// Deletes the members of a tenant, and of those who belong to no other one all that there is: nobody can sign in who belongs
    /// to none.
    func deleteMembers(of tenant: TenantID, while isWanted: () -> Bool) throws -> Int {
        var deleted = 0
        while isWanted() {
            let users: [UserID] = try database.query(
                "SELECT user_id FROM members WHERE tenant_id = \(tenant) ORDER BY user_id LIMIT \(Self.groupLimit)"
            ).map { try $0.get("user_id") }
            if users.isEmpty { break }
            for user in users where isWanted() { deleted += try delete(user, from: tenant) }
        }
        return deleted
    }

    private func delete(_ user: UserID, from tenant: TenantID) throws -> Int {
        try database.transaction { database in
            // Who joins another tenant at this moment comes before or after: that needs the row of the user.
            _ = try database.first("SELECT id FROM users WHERE id = \(user) FOR UPDATE")
            let rows = try database.execute(
                "DELETE FROM members WHERE tenant_id = \(tenant) AND user_id = \(user)")
            guard try database.first("SELECT 1 AS found FROM members WHERE user_id = \(user) LIMIT 1") == nil else {
                return rows
            }
            return rows + (try UserRemoval(database: database).delete(user))
        }
    }
}
