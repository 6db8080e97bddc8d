internal import Database
internal import Identity

/// The row of a chain, by which one at a time appends to it and cuts it.
extension AuditChain {
    static let columns: SQL = "seq, hash, pruned_seq, pruned_hash"

    init(_ row: Row) throws(DatabaseError) {
        self.init(
            seq: try row.get("seq"), hash: try row.get("hash"), prunedSeq: try row.get("pruned_seq"),
            prunedHash: try row.get("pruned_hash"))
    }

    /// The chain, whose lock the open transaction then holds; nil where there is none, or another transaction holds it.
    static func locked(of tenant: TenantID, _ database: Database) throws -> AuditChain? {
        try database.first(
            "SELECT \(sql: columns) FROM audit_chains WHERE tenant_id = \(tenant) FOR UPDATE SKIP LOCKED"
        ).map { try AuditChain($0) }
    }

    /// Puts entries at the end of the log; the chain with them is to be saved in the same transaction.
    func append(_ entries: [AuditEntry], in tenant: TenantID, _ database: Database) throws -> AuditChain {
        var chain = self
        let rows = entries.map { entry in
            let chained = ChainedEntry(entry, seq: chain.seq + 1, after: chain.hash, in: tenant)
            chain = AuditChain(
                seq: chained.seq, hash: chained.hash, prunedSeq: prunedSeq, prunedHash: prunedHash)
            return "(\(sql: entry.values(in: tenant)), \(chained.seq), \(chained.previousHash), \(chained.hash))" as SQL
        }
        try rows.inStatementChunks { rows in
            try database.execute(
                "INSERT INTO audit_log (\(sql: AuditEntry.columns), seq, previous_hash, hash) VALUES "
                    + rows.joined(separator: ", "))
        }
        return chain
    }

    func save(in tenant: TenantID, _ database: Database) throws {
        try database.execute(
            """
            UPDATE audit_chains SET seq = \(seq), hash = \(hash), pruned_seq = \(prunedSeq), pruned_hash = \(prunedHash)
            WHERE tenant_id = \(tenant)
            """)
    }
}
