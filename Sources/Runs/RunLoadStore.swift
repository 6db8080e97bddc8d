package import Database

/// Measures how much work there is. Nothing here depends on how many runs have ended.
package struct RunLoadStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// - Throws: `DatabaseError`.
    package func load() throws -> RunLoad {
        let (workers, oldestLease) = try leases()
        return RunLoad(
            unfinished: try unfinished(), ready: try ready(), oldestPending: try oldestPending(), workers: workers,
            oldestLease: oldestLease)
    }

    private func unfinished() throws -> [RunStatus: Int] {
        var counts: [RunStatus: Int] = [:]
        for status in RunStatus.allCases where !status.isFinished {
            counts[status] = try count("status = \(status)")
        }
        return counts
    }

    private func ready() throws -> Int {
        var ready = 0
        for condition in RunClaimStore.ready { ready += try count("worker_id IS NULL AND " + condition) }
        return ready
    }

    private func count(_ condition: SQL) throws -> Int {
        try database.first("SELECT COUNT(*) AS count FROM runs WHERE " + condition)?.get("count") ?? 0
    }

    private func oldestPending() throws -> Duration {
        // Ids are in the order of time.
        let row = try database.first(
            """
            SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(6))) AS age FROM runs
            WHERE id = (SELECT MIN(id) FROM runs WHERE status = 'pending' AND worker_id IS NULL)
            """)
        return .microseconds(try row?.get("age", as: Int.self) ?? 0)
    }

    private func leases() throws -> (workers: Int, oldest: Duration) {
        let row = try database.first(
            """
            SELECT COUNT(*) AS workers, COALESCE(GREATEST(0, TIMESTAMPDIFF(MICROSECOND, MIN(expires_at),
                UTC_TIMESTAMP(6) + INTERVAL \(WorkerLeaseStore.lifetimeSeconds) SECOND)), 0) AS age
            FROM worker_leases
            """)
        return (try row?.get("workers") ?? 0, .microseconds(try row?.get("age", as: Int.self) ?? 0))
    }
}
