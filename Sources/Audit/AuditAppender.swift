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

    /// The tenants of which something waits, and ``AuditStore/nobody``.
    ///
    /// - Throws: `DatabaseError`.
    package func waitingTenants() throws(DatabaseError) -> [TenantID] {
        let rows = try database.query("SELECT DISTINCT tenant_id FROM audit_intake LIMIT \(Self.tenantLimit)")
        var tenants: [TenantID] = []
        for row in rows { tenants.append(try row.get("tenant_id")) }
        return tenants
    }

    /// Appends a tenant's entries to its chain, as many as one transaction takes.
    ///
    /// - Returns: how many were moved.
    /// - Throws: `DatabaseError`.
    package func append(of tenant: TenantID) throws -> Int {
        try database.transaction { database in
            // The lock comes first: what is read then is what the appender before has left.
            var chain = try chain(of: tenant, database)
            let entries = try waiting(of: tenant, database)
            guard !entries.isEmpty else { return 0 }
            if tenant != AuditStore.nobody {
                for entry in entries { chain = try append(entry, to: chain, of: tenant, database) }
                try database.execute(
                    """
                    UPDATE audit_chains SET seq = \(chain.seq), hash = \(chain.hash) WHERE tenant_id = \(tenant)
                    """)
            }
            // By name: one with a smaller id may have been committed since they were read.
            return try database.execute(
                "DELETE FROM audit_intake WHERE tenant_id = \(tenant) AND id IN \(list: entries.map(\.id))")
        }
    }

    private func chain(of tenant: TenantID, _ database: Database) throws -> AuditChain {
        let locked: SQL = "SELECT \(sql: AuditChain.columns) FROM audit_chains WHERE tenant_id = \(tenant) FOR UPDATE"
        if let row = try database.first(locked) { return try AuditChain(row) }
        let empty = AuditChain.empty
        try database.execute(
            """
            INSERT INTO audit_chains (tenant_id, seq, hash, pruned_seq, pruned_hash)
            VALUES (\(tenant), \(empty.seq), \(empty.hash), \(empty.prunedSeq), \(empty.prunedHash))
            ON DUPLICATE KEY UPDATE tenant_id = VALUES(tenant_id)
            """)
        return try database.first(locked).map { try AuditChain($0) } ?? empty
    }

    private func waiting(of tenant: TenantID, _ database: Database) throws -> [AuditEntry] {
        let entries = try database.query(
            """
            SELECT \(sql: AuditEntry.columns) FROM audit_intake WHERE tenant_id = \(tenant)
            ORDER BY id LIMIT \(Self.batchLimit)
            """
        ).map { try AuditEntry($0) }
        var bytes = 0
        let fitting = entries.prefix { entry in
            bytes += (entry.before?.utf8.count ?? 0) + (entry.after?.utf8.count ?? 0)
            return bytes <= Self.batchBytes
        }
        return Array(entries.prefix(max(1, fitting.count)))
    }

    private func append(
        _ entry: AuditEntry, to chain: AuditChain, of tenant: TenantID, _ database: Database
    ) throws -> AuditChain {
        let chained = ChainedEntry(entry, seq: chain.seq + 1, after: chain.hash, in: tenant)
        try database.execute(
            """
            INSERT INTO audit_log (\(sql: AuditEntry.columns), seq, previous_hash, hash)
            VALUES (\(sql: entry.values(in: tenant)), \(chained.seq), \(chained.previousHash), \(chained.hash))
            """)
        return AuditChain(
            seq: chained.seq, hash: chained.hash, prunedSeq: chain.prunedSeq, prunedHash: chain.prunedHash)
    }
}
