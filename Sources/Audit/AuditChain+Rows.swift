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

    /// Puts an entry at the end of the log; the chain with it is to be saved in the same transaction.
    func append(_ entry: AuditEntry, in tenant: TenantID, _ database: Database) throws -> AuditChain {
        let chained = ChainedEntry(entry, seq: seq + 1, after: hash, in: tenant)
        try database.execute(
            """
            INSERT INTO audit_log (\(sql: AuditEntry.columns), seq, previous_hash, hash)
            VALUES (\(sql: entry.values(in: tenant)), \(chained.seq), \(chained.previousHash), \(chained.hash))
            """)
        return AuditChain(seq: chained.seq, hash: chained.hash, prunedSeq: prunedSeq, prunedHash: prunedHash)
    }

    func save(in tenant: TenantID, _ database: Database) throws {
        try database.execute(
            """
            UPDATE audit_chains SET seq = \(seq), hash = \(hash), pruned_seq = \(prunedSeq), pruned_hash = \(prunedHash)
            WHERE tenant_id = \(tenant)
            """)
    }
}
