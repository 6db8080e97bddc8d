package import Database
package import Identity

/// Moves entries from the intake to the chains of their tenants.
///
/// Several may work at once, and each may end anywhere: who appends to a chain holds the lock of its row, and a transaction
/// moves all of its entries or none.
package struct AuditAppender {
    /// The most entries of a transaction, and of their states the bytes; one entry always fits.
    package static let batchLimit = 200
    static let batchBytes = 1_048_576
    /// The most tenants that are found at a time.
    static let tenantLimit = 100

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Tenants of which something waits, and ``AuditStore/nobody``, in the order of their ids; at most ``tenantLimit``.
    ///
    /// - Parameter last: the last one of the answer before; nil asks for the first ones.
    /// - Throws: `DatabaseError`.
    package func waitingTenants(after last: TenantID? = nil) throws(DatabaseError) -> [TenantID] {
        let following: SQL = last.map { "WHERE tenant_id > \($0)" } ?? ""
        let rows = try database.query(
            """
            SELECT DISTINCT tenant_id FROM audit_intake \(sql: following)
            ORDER BY tenant_id LIMIT \(Self.tenantLimit)
            """)
        var tenants: [TenantID] = []
        for row in rows { tenants.append(try row.get("tenant_id")) }
        return tenants
    }

    /// Appends a tenant's entries to its chain, as many as one transaction takes.
    ///
    /// - Returns: how many were moved, none where another appender is at it; and whether more waits than fits a transaction.
    /// - Throws: `DatabaseError`.
    package func append(of tenant: TenantID) throws -> (count: Int, isFull: Bool) {
        if let batch = try appendToLocked(tenant) { return batch }
        // Of a chain that is there, another one holds the lock: it may be a host that is gone, for which nobody waits.
        if try database.first("SELECT 1 AS one FROM audit_chains WHERE tenant_id = \(tenant)") != nil {
            return (0, false)
        }
        let empty = AuditChain.empty
        try database.execute(
            """
            INSERT INTO audit_chains (tenant_id, seq, hash, pruned_seq, pruned_hash)
            VALUES (\(tenant), \(empty.seq), \(empty.hash), \(empty.prunedSeq), \(empty.prunedHash))
            ON DUPLICATE KEY UPDATE tenant_id = VALUES(tenant_id)
            """)
        return try appendToLocked(tenant) ?? (0, false)
    }

    /// Nil where the chain is not there, or another one holds its lock.
    private func appendToLocked(_ tenant: TenantID) throws -> (count: Int, isFull: Bool)? {
        try database.transaction { database in
            // The lock comes first: what is read then is what the appender before has left.
            guard let chain = try AuditChain.locked(of: tenant, database) else { return nil }
            let (entries, isFull) = try waiting(of: tenant, database)
            guard !entries.isEmpty else { return (0, false) }
            if tenant != AuditStore.nobody {
                try chain.append(entries, in: tenant, database).save(in: tenant, database)
            }
            // By name: one with a smaller id may have been committed since they were read. And one by one: of a list the
            // server may make a scan of the table, which locks what other tenants put in, and where they would put more.
            for entry in entries {
                try database.execute("DELETE FROM audit_intake WHERE tenant_id = \(tenant) AND id = \(entry.id)")
            }
            return (entries.count, isFull)
        }
    }

    private func waiting(of tenant: TenantID, _ database: Database) throws -> (entries: [AuditEntry], isFull: Bool) {
        // Sizes first: what does not fit is not read.
        let sizes = try database.query(
            """
            SELECT COALESCE(OCTET_LENGTH(state_before), 0) + COALESCE(OCTET_LENGTH(state_after), 0) AS size
            FROM audit_intake WHERE tenant_id = \(tenant) ORDER BY id LIMIT \(Self.batchLimit + 1)
            """
        ).map { try $0.get("size", as: Int.self) }
        var bytes = 0
        let fitting = sizes.prefix(Self.batchLimit).prefix { size in
            bytes += size
            return bytes <= Self.batchBytes
        }
        guard !sizes.isEmpty else { return ([], false) }
        let count = max(1, fitting.count)
        let entries = try database.query(
            """
            SELECT \(sql: AuditEntry.columns) FROM audit_intake WHERE tenant_id = \(tenant)
            ORDER BY id LIMIT \(count)
            """
        ).map { try AuditEntry($0) }
        return (entries, count < sizes.count)
    }
}
