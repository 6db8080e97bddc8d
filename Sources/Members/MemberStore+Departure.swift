internal import Database
package import Identity

extension MemberStore {
    /// Takes somebody out of every tenant of theirs, with their roles and API keys: a part of the caller's transaction, which has the
    /// lock of the user's row. Tell Redis the generations after the commit.
    ///
    /// A tenant that is to be deleted needs no admin; every other one does, also where nobody else is a member.
    ///
    /// - Returns: the tenants, each with its generation.
    /// - Throws: also ``LastAdminError``.
    package func removeEverywhere(_ user: UserID) throws -> [(tenant: TenantID, generation: Int64)] {
        // With a lock, since a plain read would fix what the reads after it see, and each tenant has to be seen as it is when its
        // turn has come.
        let tenants: [TenantID] = try database.query(
            "SELECT tenant_id FROM members WHERE user_id = \(user) ORDER BY tenant_id FOR UPDATE"
        ).map { try $0.get("tenant_id") }
        // Before anything is looked at: of two admins who leave at one time, the second sees that the first has gone.
        let changes = try tenants.map { try AccessChange(beginning: database, in: $0) }
        var (left, needed) = ([(tenant: TenantID, generation: Int64)](), [LastAdminError.Tenant]())
        for change in changes {
            try Self.deleteMember(user, change)
            let row = try database.query(
                """
                SELECT name, access_generation, delete_at IS NOT NULL AS is_deleting FROM tenants
                WHERE id = \(change.tenant)
                """)[0]
            left.append((change.tenant, try row.get("access_generation")))
            do {
                try change.checkAdminIsLeft()
            } catch MembershipError.lastAdmin {
                guard try !row.get("is_deleting") else { continue }
                needed.append(LastAdminError.Tenant(id: change.tenant, name: try row.get("name")))
            }
        }
        guard needed.isEmpty else { throw LastAdminError(tenants: needed) }
        return left
    }

    /// With their roles, by whomever these were given, and their API keys.
    static func deleteMember(_ user: UserID, _ change: AccessChange) throws {
        let (tenant, database) = (change.tenant, change.database)
        try deleteAssignments(of: user, change)
        try APIKeyStore.deleteKeys(of: user, change)
        try database.execute("DELETE FROM provided_roles WHERE tenant_id = \(tenant) AND user_id = \(user)")
        try database.execute("DELETE FROM members WHERE tenant_id = \(tenant) AND user_id = \(user)")
    }
}
