import Database
import Identity

/// The lines of tenants: the runs of each that are ready, and how many more of them workers may have.
extension RunClaimStore {
    /// How many tenants are remembered; with one more all are forgotten.
    private static let knownTenantLimit = 10_000

    /// The next tenant with runs in line, in the order of the ids.
    func tenant(after last: TenantID?, _ format: Int) throws -> TenantID? {
        var rest: SQL = last.map { "AND tenant_id > \($0)" } ?? ""
        if !inactiveTenants.isEmpty { rest += " AND tenant_id NOT IN \(list: inactiveTenants.sorted())" }
        func first(_ status: RunStatus) -> SQL {
            """
            (SELECT tenant_id FROM runs FORCE INDEX (runs_line)
                WHERE status = \(status) AND worker_id IS NULL \(sql: rest)
                AND journal_format <= \(format) ORDER BY tenant_id LIMIT 1)
            """
        }
        return try database.query(first(.running) + " UNION ALL " + first(.pending))
            .map { try $0.get("tenant_id", as: TenantID.self) }.min()
    }

    /// The first runs in a tenant's line: those that a worker has had before the new ones, the oldest first.
    func line(of tenant: TenantID, _ limit: Int, _ format: Int) throws -> [RunID] {
        func runs(_ status: RunStatus) -> SQL {
            """
            (SELECT id FROM runs FORCE INDEX (runs_line)
                WHERE status = \(status) AND worker_id IS NULL AND tenant_id = \(tenant)
                AND journal_format <= \(format) ORDER BY id LIMIT \(limit))
            """
        }
        let found = try database.query(runs(.running) + " UNION ALL " + runs(.pending))
        return try found.prefix(limit).map { try $0.get("id") }
    }

    /// The most runs of each tenant that workers may have at a time; of one that is not active none.
    func limits(of tenants: [TenantID]) throws -> [TenantID: Int] {
        var limits = Dictionary(uniqueKeysWithValues: tenants.map { ($0, standardLimit) })
        try tenants.inStatementChunks { chunk in
            let rows = try database.query(
                """
                SELECT tenant_id, concurrent_runs, FALSE AS is_inactive FROM tenant_policies
                WHERE tenant_id IN \(list: chunk) AND concurrent_runs IS NOT NULL
                UNION ALL
                SELECT id, 0, TRUE FROM tenants
                WHERE id IN \(list: chunk) AND (suspended_at IS NOT NULL OR delete_at IS NOT NULL)
                """)
            for row in rows where try !row.get("is_inactive") {
                limits[try row.get("tenant_id")] = try row.get("concurrent_runs", as: Int.self)
            }
            for row in rows where try row.get("is_inactive") { limits[try row.get("tenant_id")] = 0 }
        }
        return limits
    }

    /// How many more runs of each tenant workers may take.
    func room(_ limits: [TenantID: Int]) throws -> [TenantID: Int] {
        var room = limits
        // Who has no limit need not be counted.
        try limits.filter { $0.value < .max }.keys.sorted().inStatementChunks { chunk in
            let rows = try database.query(
                """
                SELECT r.tenant_id AS tenant_id, COUNT(*) AS held
                FROM worker_leases l JOIN runs r FORCE INDEX (runs_line) ON r.status = 'running' AND r.worker_id = l.id
                WHERE r.tenant_id IN \(list: chunk) GROUP BY r.tenant_id
                """)
            for row in rows { room[try row.get("tenant_id"), default: 0] -= try row.get("held", as: Int.self) }
        }
        return room
    }

    /// Makes the rows that ``take(_:knowing:)`` locks.
    func makeLines(of tenants: [TenantID]) throws {
        let new = tenants.filter { !tenantsWithLine.contains($0) }
        guard !new.isEmpty else { return }
        if tenantsWithLine.count + new.count > Self.knownTenantLimit { tenantsWithLine = [] }
        try new.inStatementChunks { chunk in
            let rows = chunk.map { "(\($0))" as SQL }.joined(separator: ", ")
            try database.execute("INSERT IGNORE INTO run_lines (tenant_id) VALUES " + rows)
        }
        tenantsWithLine.formUnion(new)
    }

    /// Those of some tenants of which no run may begin: they are not active, or about to change. The others stay as they are
    /// until the transaction ends: a change of theirs waits for it, so that nothing begins after it.
    private func closed(_ tenants: [TenantID]) throws -> Set<TenantID> {
        var closed: Set<TenantID> = []
        try tenants.inStatementChunks { chunk in
            let rows = try database.query(
                """
                SELECT id, suspended_at IS NOT NULL OR delete_at IS NOT NULL AS is_inactive FROM tenants
                WHERE id IN \(list: chunk) LOCK IN SHARE MODE SKIP LOCKED
                """)
            var changing = Set(chunk)
            for row in rows {
                let tenant: TenantID = try row.get("id")
                changing.remove(tenant)
                if try row.get("is_inactive") { closed.insert(tenant) }
            }
            guard !changing.isEmpty else { return }
            let others = try database.query("SELECT id FROM tenants WHERE id IN \(list: changing.sorted())")
            for row in others { closed.insert(try row.get("id")) }
        }
        return closed
    }

    /// Locks what was planned, in the transaction that claims it: the lines of the tenants, so that two workers do not pass a
    /// limit together, and the runs that are still ready. Nothing is waited for: what another worker has locked is left out.
    ///
    /// - Returns: what they were until now, and whether some are left because their inputs are large together.
    func take(_ plan: Plan, knowing format: Int) throws -> (found: [RunID: RunStatus], isLarge: Bool) {
        var limits: [TenantID: Int] = [:]
        try plan.tenants.inStatementChunks { chunk in
            let rows = try database.query(
                "SELECT tenant_id FROM run_lines WHERE tenant_id IN \(list: chunk) FOR UPDATE SKIP LOCKED")
            for row in rows {
                let tenant: TenantID = try row.get("tenant_id")
                limits[tenant] = plan.limits[tenant]
            }
        }
        for tenant in try closed(limits.keys.sorted()) { limits[tenant] = nil }
        // Who had a line before has committed: this is the transaction's first plain read.
        var room = try room(limits)
        let runs = plan.runs.filter { entry in
            guard let left = room[entry.tenant], left > 0 else { return false }
            room[entry.tenant] = left - 1
            return true
        }.map(\.run)
        guard !runs.isEmpty else { return ([:], false) }
        let rows = try database.query(
            """
            SELECT id, status, input_bytes FROM runs FORCE INDEX (runs_id) WHERE id IN \(list: runs) AND worker_id IS NULL AND journal_format <= \(format)
            AND (status IN ('running', 'pending') OR status = 'waiting' AND wake_at <= UTC_TIMESTAMP(6))
            FOR UPDATE SKIP LOCKED
            """
        )
        var found: [RunID: RunStatus] = [:]
        var bytes = 0
        for row in rows {
            bytes += try row.optional("input_bytes") ?? Self.unknownInputBytes
            if bytes > Self.inputLimit, !found.isEmpty { return (found, true) }
            found[try row.get("id")] = try row.get("status", as: RunStatus.self)
        }
        return (found, false)
    }
}
