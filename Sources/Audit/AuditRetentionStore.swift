package import Database
package import Identity

/// Takes old entries out of the log, from the beginning of each chain. What is left stays verifiable: the chain keeps number
/// and hash of the last one that went, and an entry at its end tells of it.
package struct AuditRetentionStore {
    /// The most entries that one transaction deletes, and of their states the bytes; one entry always goes.
    package static let rowLimit = 1_000
    package static let batchBytes = 1_048_576
    /// The most transactions and chains of one call.
    package static let transactionLimit = 10
    static let chainLimit = 1_000
    /// A chain is cut when its first entry has been too old for so many days, so that a log has no more than one entry a day
    /// of its cuts.
    static let graceDays = 1

    /// What came of a call.
    package struct Progress: Sendable, Hashable {
        /// How many entries were deleted.
        package var deleted = 0
        /// Whether there may be more, for another call.
        package var hasMore = false
        /// The last chain of which nothing is left to do.
        package var last: TenantID?
    }

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Deletes entries that are older than `days` days, where the first of a chain is ``graceDays`` older, by the database's clock; no more than ``transactionLimit`` transactions
    /// take, so that who calls can do other things in between.
    ///
    /// - Parameters:
    ///   - last: where the call before has ended; nil begins with the first chain.
    ///   - isWanted: asked before each transaction; false ends the work.
    ///   - failed: called with a tenant of which nothing can be deleted.
    /// - Throws: a `DatabaseError` that is not of one tenant.
    package func deleteEntries(
        olderThan days: Int, after last: TenantID? = nil, while isWanted: () -> Bool = { true },
        failed: (TenantID, any Error) -> Void = { _, _ in }
    ) throws -> Progress {
        let chains = try chains(after: last, olderThan: days)
        var progress = Progress(last: last)
        var transactions = 0
        for (tenant, isOld) in chains {
            var isFull = isOld
            while isFull {
                guard isWanted(), transactions < Self.transactionLimit else {
                    progress.hasMore = true
                    return progress
                }
                transactions += 1
                do {
                    let batch = try prune(olderThan: days, of: tenant)
                    progress.deleted += batch.count
                    isFull = batch.isFull
                } catch let error as DatabaseError where error.concernsAll {
                    throw error
                } catch {
                    failed(tenant, error)
                    isFull = false
                }
            }
            progress.last = tenant
        }
        progress.hasMore = chains.count == Self.chainLimit
        return progress
    }

    /// Chains in the order of their tenants, and whether they begin with an entry that is no longer kept.
    private func chains(
        after last: TenantID?, olderThan days: Int
    ) throws -> [(tenant: TenantID, isOld: Bool)] {
        let following: SQL = last.map { "WHERE tenant_id > \($0)" } ?? ""
        return try database.query(
            """
            SELECT c.tenant_id AS tenant_id, COALESCE(
                (SELECT l.at FROM audit_log l WHERE l.tenant_id = c.tenant_id AND l.seq > c.pruned_seq
                ORDER BY l.seq LIMIT 1) < UTC_TIMESTAMP(6) - INTERVAL \(days + Self.graceDays) DAY, FALSE) AS is_old
            FROM (
                SELECT tenant_id, pruned_seq FROM audit_chains \(sql: following)
                ORDER BY tenant_id LIMIT \(Self.chainLimit)
            ) c ORDER BY c.tenant_id
            """
        ).map { (try $0.get("tenant_id"), try $0.get("is_old")) }
    }

    private func prune(olderThan days: Int, of tenant: TenantID) throws -> (count: Int, isFull: Bool) {
        try database.transaction { database in
            guard let chain = try AuditChain.locked(of: tenant, database) else { return (0, false) }
            // Times of neighbours may be the wrong way round; the chain is cut before the first one that is kept.
            let rows = try database.query(
                """
                SELECT seq, hash, UTC_TIMESTAMP(6) AS now, at < UTC_TIMESTAMP(6) - INTERVAL \(days) DAY AS is_old,
                    COALESCE(OCTET_LENGTH(state_before), 0) + COALESCE(OCTET_LENGTH(state_after), 0) AS size
                FROM audit_log WHERE tenant_id = \(tenant) AND seq > \(chain.prunedSeq)
                ORDER BY seq LIMIT \(Self.rowLimit + 1)
                """)
            var end: (seq: Int, hash: [UInt8], now: Timestamp)?
            var (count, bytes) = (0, 0)
            var isFull = false
            for row in rows {
                guard try row.get("is_old") else { break }
                bytes += try row.get("size", as: Int.self)
                isFull = count == Self.rowLimit || count > 0 && bytes > Self.batchBytes
                if isFull { break }
                end = (try row.get("seq"), try row.get("hash"), try row.get("now"))
                count += 1
            }
            guard let end else { return (0, false) }
            let cut = AuditCut(seq: end.seq, hash: end.hash)
            try AuditChain(seq: chain.seq, hash: chain.hash, prunedSeq: cut.seq, prunedHash: cut.hash)
                .append([cut.entry(retentionDays: days, at: end.now)], in: tenant, database)
                .save(in: tenant, database)
            try database.execute(
                """
                DELETE FROM audit_log WHERE tenant_id = \(tenant) AND seq > \(chain.prunedSeq) AND seq <= \(end.seq)
                """)
            return (count, isFull)
        }
    }
}
