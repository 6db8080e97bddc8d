package import Database
import Identity

/// Takes runs out of the tables that ended long ago: the run, its journal, its tasks, its size, and what it left in inbox and
/// subscriptions. Usage records stay; they are money.
package struct RunRetentionStore {
    /// The most rows that one transaction deletes.
    package static let rowLimit = 1_000
    /// How many runs are looked for at a time.
    static let runLimit = 100

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Deletes runs that ended more than `days` days ago, by the database's clock.
    ///
    /// Several workers may do this at once, and each may stop anywhere: a run's row goes last, so what was left is found
    /// again.
    ///
    /// - Parameter isWanted: asked before each transaction; false ends the work.
    /// - Returns: how many runs were deleted.
    /// - Throws: `DatabaseError`.
    package func deleteRuns(endedBefore days: Int, while isWanted: () -> Bool = { true }) throws -> Int {
        var deleted = 0
        while isWanted() {
            let runs: [RunID] = try database.query(
                """
                SELECT id FROM runs WHERE ended_at < UTC_TIMESTAMP(6) - INTERVAL \(days) DAY
                ORDER BY ended_at LIMIT \(Self.runLimit)
                """
            ).map { try $0.get("id") }
            if runs.isEmpty { break }
            let parts: [SQL] = [
                "DELETE FROM journal", "DELETE FROM run_tasks", "DELETE FROM run_inbox",
                "DELETE FROM event_subscriptions", "DELETE FROM run_snapshots",
            ]
            for statement in parts {
                let rows = statement + " WHERE run_id IN \(list: runs) LIMIT \(Self.rowLimit)"
                while isWanted(), try delete(rows) == Self.rowLimit {}
            }
            guard isWanted() else { break }
            deleted += try deleteRows(runs)
        }
        return deleted
    }

    /// Deletes the runs themselves, and takes off what their tenants keep less since then.
    private func deleteRows(_ runs: [RunID]) throws -> Int {
        try database.transaction { database in
            // First, so that whoever measures one of them meanwhile waits or finds it gone.
            let deleted = try database.execute("DELETE FROM runs WHERE id IN \(list: runs)")
            let sizes = try database.query(
                "SELECT tenant_id, bytes FROM run_sizes WHERE run_id IN \(list: runs) FOR UPDATE")
            var freed: [TenantID: Int] = [:]
            for row in sizes { freed[try row.get("tenant_id"), default: 0] += try row.get("bytes", as: Int.self) }
            try database.execute("DELETE FROM run_sizes WHERE run_id IN \(list: runs)")
            for (tenant, bytes) in freed.sorted(by: { $0.key < $1.key }) {
                try database.execute(
                    "UPDATE tenant_storage SET run_bytes = run_bytes - \(bytes) WHERE tenant_id = \(tenant)")
            }
            return deleted
        }
    }

    private func delete(_ rows: SQL) throws -> Int {
        try database.transaction { try $0.execute(rows) }
    }
}
