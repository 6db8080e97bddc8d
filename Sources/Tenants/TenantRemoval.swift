package import Database
package import Identity

/// Deletes tenants whose time to be brought back is over: all rows of a tenant, table by table.
///
/// Several programs may do it at once, and each may stop anywhere: the tenant's own row goes last, so what was left is found again.
///
/// All methods throw `DatabaseError`.
package struct TenantRemoval {
    /// The most rows that one transaction deletes.
    static let rowLimit = 1_000
    /// How many runs, or members, are looked at together.
    static let groupLimit = 100
    /// How many tenants one look finds.
    static let tenantLimit = 100

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The tenants that are to be deleted now, by the database's clock.
    package func due() throws -> [TenantID] {
        try database.query(
            """
            SELECT id FROM tenants WHERE delete_at <= UTC_TIMESTAMP(6) ORDER BY delete_at LIMIT \(Self.tenantLimit)
            """
        ).map { try $0.get("id") }
    }

    /// Makes sure that nobody brings a tenant back any more; to be called before anything of it is deleted.
    ///
    /// - Returns: false: somebody has.
    package func begin(_ tenant: TenantID) throws -> Bool {
        // A restore that is under way has the row, and its end is waited for; later ones see that their time is over.
        try database.transaction { database in
            try database.first(
                "SELECT 1 AS found FROM tenants WHERE id = \(tenant) AND delete_at <= UTC_TIMESTAMP(6) FOR UPDATE")
                != nil
        }
    }

    /// Deletes one of them, after ``begin(_:)``.
    ///
    /// - Parameter isWanted: asked before each transaction; false ends the work.
    /// - Returns: how many rows were deleted; nil: the work was ended before the tenant's own row, or runs are left that
    ///   workers have not let go of. Then it is to be called again.
    package func delete(_ tenant: TenantID, while isWanted: () -> Bool = { true }) throws -> Int? {
        var (rows, round) = (0, 0)
        // What was under way may have written rows behind the first round.
        repeat {
            round = 0
            for table in TenantTable.all {
                round += try delete(table, of: tenant, while: isWanted)
                guard isWanted() else { return nil }
            }
            rows += round
        } while round > 0
        // A worker that has something under way still writes what belongs to its run, and nobody could find that afterwards.
        guard try database.first("SELECT 1 AS found FROM runs WHERE tenant_id = \(tenant) LIMIT 1") == nil else {
            return nil
        }
        try end(tenant)
        return rows
    }

    private func delete(_ table: TenantTable, of tenant: TenantID, while isWanted: () -> Bool) throws -> Int {
        switch table.finding {
        case .byTenant:
            return try delete(SQL(trusted: table.deletion) + " WHERE tenant_id = \(tenant)", while: isWanted)
        case .asRuns: return try deleteRuns(table, of: tenant, while: isWanted)
        case .asMembers: return try deleteMembers(of: tenant, while: isWanted)
        case .byRun, .notBeforeTheyExpire: return 0
        }
    }

    private func deleteRuns(_ table: TenantTable, of tenant: TenantID, while isWanted: () -> Bool) throws -> Int {
        let parts = TenantTable.all.filter { $0.finding == .byRun }
        var deleted = 0
        while isWanted() {
            let runs: [SQLValue] = try database.query(
                """
                SELECT id FROM runs WHERE tenant_id = \(tenant) AND worker_id IS NULL ORDER BY id LIMIT \(Self.groupLimit)
                """
            ).map { try $0.get("id") }
            if runs.isEmpty { break }
            for part in parts {
                deleted += try delete(SQL(trusted: part.deletion) + " WHERE run_id IN \(list: runs)", while: isWanted)
            }
            guard isWanted() else { break }
            deleted += try delete(
                SQL(trusted: table.deletion)
                    + " WHERE tenant_id = \(tenant) AND worker_id IS NULL AND id IN \(list: runs)",
                while: isWanted)
        }
        return deleted
    }

    private func delete(_ statement: SQL, while isWanted: () -> Bool) throws -> Int {
        var deleted = 0
        while isWanted() {
            let rows = try database.transaction { try $0.execute(statement + " LIMIT \(Self.rowLimit)") }
            deleted += rows
            if rows < Self.rowLimit { break }
        }
        return deleted
    }

    /// Leaves one line of it.
    private func end(_ tenant: TenantID) throws {
        try database.transaction { database in
            try database.execute(
                """
                INSERT IGNORE INTO deleted_tenants (tenant_id, requested_at, deleted_at)
                SELECT id, deletion_requested_at, UTC_TIMESTAMP(6) FROM tenants
                WHERE id = \(tenant) AND delete_at <= UTC_TIMESTAMP(6)
                """)
            try database.execute("DELETE FROM tenants WHERE id = \(tenant) AND delete_at <= UTC_TIMESTAMP(6)")
        }
    }
}
