package import Database
internal import Identity

/// Takes old entries out of the log, from the beginning of each chain. What is left stays verifiable: the chain keeps number
/// and hash of the last one that went.
package struct AuditRetentionStore {
    /// The most entries that one transaction deletes.
    package static let rowLimit = 1_000
    /// How many chains are looked for at a time.
    static let chainLimit = 100

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Deletes entries that are older than `days` days, by the database's clock.
    ///
    /// - Parameter isWanted: asked before each transaction; false ends the work.
    /// - Returns: how many were deleted.
    /// - Throws: `DatabaseError`.
    package func deleteEntries(olderThan days: Int, while isWanted: () -> Bool = { true }) throws -> Int {
        var deleted = 0
        var last: TenantID?
        while isWanted() {
            let following: SQL = last.map { "WHERE tenant_id > \($0)" } ?? ""
            let tenants: [TenantID] = try database.query(
                "SELECT tenant_id FROM audit_chains \(sql: following) ORDER BY tenant_id LIMIT \(Self.chainLimit)"
            ).map { try $0.get("tenant_id") }
            if tenants.isEmpty { break }
            for tenant in tenants {
                var batch = Self.rowLimit
                while isWanted(), batch == Self.rowLimit {
                    batch = try prune(olderThan: days, of: tenant)
                    deleted += batch
                }
            }
            last = tenants.last
        }
        return deleted
    }

    private func prune(olderThan days: Int, of tenant: TenantID) throws -> Int {
        try database.transaction { database in
            guard
                let row = try database.first(
                    """
                    SELECT pruned_seq, UTC_TIMESTAMP(6) - INTERVAL \(days) DAY AS oldest FROM audit_chains
                    WHERE tenant_id = \(tenant) FOR UPDATE
                    """)
            else { return 0 }
            let (start, oldest): (Int, Timestamp) = (try row.get("pruned_seq"), try row.get("oldest"))
            // Times of neighbours may be the wrong way round; the chain is cut before the first one that is kept.
            let old = try database.query(
                """
                SELECT seq, at, hash FROM audit_log WHERE tenant_id = \(tenant) AND seq > \(start)
                ORDER BY seq LIMIT \(Self.rowLimit)
                """)
            var end: (seq: Int, hash: [UInt8])?
            for row in old {
                guard try row.get("at", as: Timestamp.self) < oldest else { break }
                end = (try row.get("seq"), try row.get("hash"))
            }
            guard let end else { return 0 }
            try database.execute(
                """
                UPDATE audit_chains SET pruned_seq = \(end.seq), pruned_hash = \(end.hash) WHERE tenant_id = \(tenant)
                """)
            return try database.execute(
                "DELETE FROM audit_log WHERE tenant_id = \(tenant) AND seq > \(start) AND seq <= \(end.seq)")
        }
    }
}
