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

    /// Lets a tenant send more requests than others, or fewer. Tell Redis generation and rates after the commit.
    ///
    /// - Parameters:
    ///   - percent: of the limits, within `TenantRates.percentRange`; nil: as many as others.
    ///   - scope: of which requests; nil: of all for which nothing else is said.
    ///   - record: called in the transaction with the tenant as it was and as it is.
    /// - Throws: ``TenantError/noSuchTenant``, ``TooManyRates``, `DatabaseError`, what `record` throws.
    package func setRate(
        _ percent: Int?, of scope: RateOverride.Scope? = nil, _ tenant: TenantID,
        recording record: (_ before: TenantRecord, _ after: TenantRecord) throws -> Void = { _, _ in }
    ) throws -> (TenantRecord, generation: Int64) {
        try database.transaction { _ in
            let before = try locked(tenant)
            var rates = before.rates
            if let scope {
                guard rates.override(scope, by: percent) else { throw TooManyRates() }
            } else {
                rates.percent = percent
            }
            let overrides = rates.overrides.map(\.encoded).joined(separator: " ")
            try change(
                "rate_percent = \(rates.percent), rate_overrides = \(overrides.isEmpty ? nil : overrides)", tenant)
            let after = try known(tenant)
            try record(before, after)
            return (after, try generation(of: tenant))
        }
    }

    /// What a tenant has of quotas of its own.
    package struct Quotas: Sendable, Hashable {
        /// Nil, here and below: as the installation says.
        package var runsPerDay: Int?
        package var requestsPerDay: Int?
        package var storedBytes: Int?
    }

    /// Gives a tenant other quotas. Tell Redis generation and rates after the commit.
    ///
    /// - Parameters:
    ///   - edit: changes what there is.
    ///   - record: called in the transaction with the tenant as it was and as it is.
    /// - Throws: ``TenantError/noSuchTenant``, `DatabaseError`, what `record` throws.
    package func setQuotas(
        of tenant: TenantID,
        recording record: (_ before: TenantRecord, _ after: TenantRecord) throws -> Void = { _, _ in },
        _ edit: (inout Quotas) -> Void
    ) throws -> (TenantRecord, generation: Int64) {
        try database.transaction { _ in
            let before = try locked(tenant)
            var quotas = before.quotas
            edit(&quotas)
            try change(
                """
                runs_per_day = \(quotas.runsPerDay), requests_per_day = \(quotas.requestsPerDay),
                stored_bytes = \(quotas.storedBytes)
                """, tenant)
            let after = try known(tenant)
            try record(before, after)
            return (after, try generation(of: tenant))
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

extension TenantRecord {
    package var quotas: TenantStore.Quotas {
        TenantStore.Quotas(runsPerDay: runsPerDay, requestsPerDay: rates.requestsPerDay, storedBytes: storedBytes)
    }
}

/// The tenant has as many rates of its own as it may: `TenantRates.overrideLimit`.
package struct TooManyRates: Error, Sendable, Hashable {}
