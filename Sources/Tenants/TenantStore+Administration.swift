internal import Database
package import Identity

/// What an operator does on the host, with the database at hand.
extension TenantStore {
    /// The tenants with an id or a name, the first of them.
    ///
    /// - Parameter limit: how many are named to somebody who has to choose.
    package func named(_ text: String, limit: Int = 10) throws -> [TenantRecord] {
        if let id = TenantID(text), let found = try find(id) { return [found] }
        return try database.query(
            """
            SELECT \(sql: TenantRecord.columns) FROM tenants WHERE name = \(text) ORDER BY id LIMIT \(limit)
            """
        ).map(TenantRecord.init)
    }

    /// Suspends a tenant, or lets it go on. Tell Redis the generation after the commit: `LiveSessions.changed`.
    ///
    /// - Parameter record: called in the transaction with the tenant as it was, if this changes something.
    /// - Returns: the tenant, and its generation.
    /// - Throws: ``TenantError/noSuchTenant``, `DatabaseError`, what `record` throws.
    package func setSuspended(
        _ isSuspended: Bool, _ tenant: TenantID, recording record: (TenantRecord) throws -> Void = { _ in }
    ) throws -> (TenantRecord, generation: Int64) {
        try database.transaction { database in
            let before = try locked(tenant)
            if isSuspended != (before.suspendedAt != nil) {
                let since: SQL = isSuspended ? "UTC_TIMESTAMP(6)" : "NULL"
                try change("suspended_at = \(sql: since)", tenant)
                try record(before)
            }
            return (try known(tenant), try generation(of: tenant))
        }
    }

    /// Of ``setRate(_:_:recording:)``: from a hundredth to a hundred times.
    package static let ratePercentRange = 1...10_000

    /// Lets a tenant send more requests than others, or fewer. Tell Redis the generation after the commit.
    ///
    /// - Parameters:
    ///   - percent: of each endpoint's limit, within ``ratePercentRange``; nil: as many as others.
    ///   - record: called in the transaction with the tenant as it was.
    /// - Throws: ``TenantError/noSuchTenant``, `DatabaseError`, what `record` throws.
    package func setRate(
        _ percent: Int?, _ tenant: TenantID, recording record: (TenantRecord) throws -> Void = { _ in }
    ) throws -> (TenantRecord, generation: Int64) {
        try database.transaction { _ in
            let before = try locked(tenant)
            try change("rate_percent = \(percent)", tenant)
            try record(before)
            return (try known(tenant), try generation(of: tenant))
        }
    }

    /// Gives a tenant another number of runs that may begin on a day.
    ///
    /// - Parameters:
    ///   - runsPerDay: nil: as the installation says.
    ///   - record: called in the transaction with the tenant as it was.
    /// - Throws: ``TenantError/noSuchTenant``, `DatabaseError`, what `record` throws.
    package func setQuota(
        runsPerDay: Int?, of tenant: TenantID, recording record: (TenantRecord) throws -> Void = { _ in }
    ) throws -> TenantRecord {
        try database.transaction { database in
            let before = try locked(tenant)
            try database.execute("UPDATE tenants SET runs_per_day = \(runsPerDay) WHERE id = \(tenant)")
            try record(before)
            return try known(tenant)
        }
    }

    /// Writes to a tenant's row what all of its sessions are to know: with another generation nothing counts that was read
    /// before.
    func change(_ columns: SQL, _ tenant: TenantID) throws {
        try database.execute(
            """
            UPDATE tenants SET \(sql: columns), revision = revision + 1, access_generation = access_generation + 1
            WHERE id = \(tenant)
            """)
    }

    func generation(of tenant: TenantID) throws -> Int64 {
        try database.query("SELECT access_generation FROM tenants WHERE id = \(tenant)")[0].get("access_generation")
    }
}
