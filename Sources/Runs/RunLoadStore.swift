package import Database
import Identity

/// Measures how much work there is. Nothing here depends on how many runs have ended.
package struct RunLoadStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// - Throws: `DatabaseError`.
    package func load() throws -> RunLoad {
        let (workers, oldestLease) = try leases()
        let active = try ofActiveTenants()
        return RunLoad(
            unfinished: try unfinished(), ready: try ready(active), oldestPending: try oldestPending(active),
            workers: workers, oldestLease: oldestLease)
    }

    private func unfinished() throws -> [RunStatus: Int] {
        var counts: [RunStatus: Int] = [:]
        for status in RunStatus.allCases where !status.isFinished {
            counts[status] = try count("status = \(status)")
        }
        return counts
    }

    /// A condition: runs of the other tenants are no work, and wait until their tenants are active again.
    private func ofActiveTenants() throws -> SQL {
        let rows = try database.query(
            """
            SELECT id FROM tenants WHERE suspended_at IS NOT NULL UNION SELECT id FROM tenants WHERE delete_at IS NOT NULL
            LIMIT \(RunClaimStore.inactiveTenantLimit)
            """)
        let inactive = try rows.map { try $0.get("id", as: TenantID.self) }
        return inactive.isEmpty ? "" : "AND tenant_id NOT IN \(list: inactive)"
    }

    private func ready(_ active: SQL) throws -> Int {
        var ready = 0
        for condition in RunClaimStore.ready {
            ready += try count("worker_id IS NULL \(sql: active) AND " + condition)
        }
        return ready
    }

    private func count(_ condition: SQL) throws -> Int {
        try database.first("SELECT COUNT(*) AS count FROM runs WHERE " + condition)?.get("count") ?? 0
    }

    private func oldestPending(_ active: SQL) throws -> Duration {
        // Ids are in the order of time.
        let row = try database.first(
            """
            SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(6))) AS age FROM runs
            WHERE id = (SELECT MIN(id) FROM runs WHERE status = 'pending' AND worker_id IS NULL \(sql: active))
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
