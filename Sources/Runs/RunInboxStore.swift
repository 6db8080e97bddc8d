package import Database
package import Identity

/// What has reached runs and waits to be consumed.
///
/// A run's row counts its items. Whoever adds some changes the row in the same transaction, and so does a worker that parks
/// the run: one of the two sees the other, and no run sleeps over what came.
package struct RunInboxStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Adds items and wakes the runs that are parked. Items that are there already, and those for runs that have ended or are
    /// not this tenant's, are left out.
    ///
    /// - Returns: the runs that got something. Tell the workers after the commit: ``RunHints``.
    /// - Throws: `DatabaseError`.
    package func insert(_ items: [RunInboxItem], in tenant: TenantID) throws -> [RunID] {
        try database.transaction { _ in
            let open = try lock(Set(items.map(\.run)).sorted(), in: tenant)
            var counts: [RunID: Int] = [:]
            try items.filter { open.contains($0.run) }.inStatementChunks { chunk in
                for item in try insertNew(Array(chunk), in: tenant) { counts[item.run, default: 0] += 1 }
            }
            for (count, runs) in Dictionary(grouping: counts.keys, by: { counts[$0, default: 0] }) {
                try runs.sorted().inStatementChunks { try wake($0, by: count, in: tenant) }
            }
            return counts.keys.sorted()
        }
    }

    /// The items of a run, the oldest first.
    ///
    /// - Parameter last: the last item of the page before.
    /// - Throws: `DatabaseError`.
    package func items(
        of run: RunID, limit: Int, after last: RunInboxID? = nil, in tenant: TenantID
    ) throws -> [RunInboxItem] {
        let page: SQL = last.map { "AND id > \($0)" } ?? ""
        return try database.query(
            """
            SELECT id, kind, ordinal, payload FROM run_inbox
            WHERE run_id = \(run) AND tenant_id = \(tenant) \(sql: page) ORDER BY id LIMIT \(limit)
            """
        ).map { row in
            RunInboxItem(
                run: run, id: try row.get("id"), kind: try row.get("kind"), ordinal: try row.get("ordinal"),
                payload: try row.get("payload"))
        }
    }

    /// Takes items out: in the transaction that writes what the runs made of them. Those that are gone already do not count.
    ///
    /// - Throws: `DatabaseError`.
    package func consume(_ keys: [RunInboxKey]) throws {
        guard !keys.isEmpty else { return }
        try database.transaction { database in
            var counts: [RunInboxRun: Int] = [:]
            try keys.inStatementChunks { chunk in
                let these = chunk.map { "(run_id = \($0.run) AND id = \($0.id) AND tenant_id = \($0.tenant))" as SQL }
                    .joined(separator: " OR ")
                for row in try database.query(
                    "SELECT tenant_id, run_id FROM run_inbox WHERE " + these + " FOR UPDATE")
                {
                    counts[RunInboxRun(tenant: try row.get("tenant_id"), run: try row.get("run_id")), default: 0] += 1
                }
                try database.execute("DELETE FROM run_inbox WHERE " + these)
            }
            for (key, count) in counts.sorted(by: { $0.key.run < $1.key.run }) {
                try database.execute(
                    "UPDATE runs SET inbox = inbox - \(count) WHERE tenant_id = \(key.tenant) AND id = \(key.run)")
            }
        }
    }

    /// Takes all items of some runs out: in the transaction that has ended them.
    ///
    /// - Throws: `DatabaseError`.
    package func discard(of runs: some Collection<RunID>, in tenant: TenantID) throws {
        try database.transaction { database in
            // Their rows are locked by now, so their counts say what is there.
            let rows = try database.query(
                """
                SELECT id FROM runs FORCE INDEX (runs_id)
                WHERE tenant_id = \(tenant) AND id IN \(list: runs) AND inbox > 0 FOR UPDATE
                """)
            for row in rows {
                let run: RunID = try row.get("id")
                try database.execute("DELETE FROM run_inbox WHERE run_id = \(run) AND tenant_id = \(tenant)")
                try database.execute("UPDATE runs SET inbox = 0 WHERE tenant_id = \(tenant) AND id = \(run)")
            }
        }
    }

    /// The runs of these that have not ended. Nobody else adds to them until the transaction is over, in the order of the
    /// ids, so that two who do this do not wait for each other.
    private func lock(_ runs: [RunID], in tenant: TenantID) throws -> Set<RunID> {
        var open: Set<RunID> = []
        try runs.inStatementChunks { chunk in
            for row in try database.query(
                """
                SELECT id FROM runs FORCE INDEX (runs_id) WHERE tenant_id = \(tenant) AND id IN \(list: chunk)
                AND status IN ('pending', 'running', 'waiting', 'suspended') ORDER BY id FOR UPDATE
                """)
            {
                open.insert(try row.get("id"))
            }
        }
        return open
    }

    /// - Returns: those that were not there.
    private func insertNew(_ items: [RunInboxItem], in tenant: TenantID) throws -> [RunInboxItem] {
        do {
            try insertRows(items, in: tenant)
            return items
        } catch let error as DatabaseError {
            guard case .duplicateKey = error.kind else { throw error }
        }
        return try items.filter { item in
            let there = try database.first(
                "SELECT 1 FROM run_inbox WHERE run_id = \(item.run) AND id = \(item.id) LOCK IN SHARE MODE")
            if there == nil { try insertRows([item], in: tenant) }
            return there == nil
        }
    }

    private func insertRows(_ items: [RunInboxItem], in tenant: TenantID) throws {
        let rows = items.map {
            "(\($0.run), \($0.id), \(tenant), \($0.kind), \($0.ordinal), \($0.payload))" as SQL
        }.joined(separator: ", ")
        try database.execute(
            "INSERT INTO run_inbox (run_id, id, tenant_id, kind, ordinal, payload) VALUES " + rows)
    }

    private func wake(_ runs: ArraySlice<RunID>, by count: Int, in tenant: TenantID) throws {
        try database.execute(
            """
            UPDATE runs FORCE INDEX (runs_id) SET inbox = inbox + \(count),
            wake_at = IF(worker_id IS NULL AND status = 'waiting', UTC_TIMESTAMP(6), wake_at)
            WHERE tenant_id = \(tenant) AND id IN \(list: runs)
            """)
    }
}

/// A run of a tenant.
private struct RunInboxRun: Hashable {
    let tenant: TenantID
    let run: RunID
}

extension RunInboxItem.Kind: SQLConvertible, SQLReadable {}
