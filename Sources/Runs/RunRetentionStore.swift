package import Database
import Identity

/// Takes runs out of the tables that ended long ago: the run, its journal, its tasks, and what it left in inbox and
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
            deleted += try delete("DELETE FROM runs WHERE id IN \(list: runs)")
        }
        return deleted
    }

    private func delete(_ rows: SQL) throws -> Int {
        try database.transaction { try $0.execute(rows) }
    }
}
