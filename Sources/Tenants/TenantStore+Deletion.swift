internal import Database
package import Identity

/// The end of a tenant, which waits for somebody who wants it back.
extension TenantStore {
    /// How many days a tenant that is to be deleted can be brought back, if the operator does not say another number.
    package static let deletionDays = 30
    package static let deletionDaysRange = 1...365

    /// Begins the deletion of a tenant: nothing is served to it from now on but what brings it back and what exports it. Tell Redis
    /// the generation after the commit: `LiveSessions.changed`.
    ///
    /// - Parameters:
    ///   - name: what whoever wants it believes that it is called.
    ///   - days: how long it can be brought back.
    /// - Returns: the tenant, and its generation. One that is being deleted already stays as it is.
    /// - Throws: ``TenantError/nameMismatch``, ``TenantError/noSuchTenant``, `DatabaseError`.
    package func requestDeletion(
        of tenant: TenantID, called name: String, days: Int
    ) throws -> (TenantRecord, generation: Int64, isNew: Bool) {
        try database.transaction { _ in
            let before = try locked(tenant)
            guard before.name == name else { throw TenantError.nameMismatch }
            if before.deleteAt == nil {
                try change(
                    """
                    deletion_requested_at = UTC_TIMESTAMP(6), delete_at = UTC_TIMESTAMP(6) + INTERVAL \(days) DAY
                    """, tenant)
            }
            return (try known(tenant), try generation(of: tenant), before.deleteAt == nil)
        }
    }

    /// Brings a tenant back that was to be deleted. Tell Redis the generation after the commit.
    ///
    /// - Throws: ``TenantError/notDeleting``, ``TenantError/deletionHasBegun``, ``TenantError/noSuchTenant``, `DatabaseError`.
    package func restore(_ tenant: TenantID) throws -> (TenantRecord, generation: Int64) {
        try database.transaction { database in
            guard try locked(tenant).deleteAt != nil else { throw TenantError.notDeleting }
            // By the same clock as the deletion.
            let row = try database.first(
                "SELECT 1 AS found FROM tenants WHERE id = \(tenant) AND delete_at > UTC_TIMESTAMP(6)")
            guard row != nil else { throw TenantError.deletionHasBegun }
            try change("deletion_requested_at = NULL, delete_at = NULL", tenant)
            return (try known(tenant), try generation(of: tenant))
        }
    }
}
