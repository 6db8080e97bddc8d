import Database
import Identity

/// What a claim takes, found by plain reads.
extension RunClaimStore {
    struct Plan {
        /// In the order in which they are to be taken.
        var runs: [(tenant: TenantID, run: RunID)] = []
        /// The most runs under workers of each tenant that has some here.
        var limits: [TenantID: Int] = [:]
        var rest = Rest.none

        var tenants: [TenantID] { limits.keys.sorted() }
    }

    /// A run that is ready.
    private struct Candidate {
        let tenant: TenantID
        let run: RunID
        let isWaiting: Bool
    }

    func plan(_ limit: Int, knowing format: Int, allowing allowances: [TenantID: Int] = [:]) throws -> Plan {
        let excluded = allowances.filter { $0.value <= 0 }.keys.sorted()
        let candidates = try look(limit + 1, format, without: excluded + inactiveTenants.sorted())
        var plan: Plan
        if candidates.isEmpty {
            plan = Plan()
        } else if candidates.count <= limit {
            // Where there is room for all of them, nobody needs a turn.
            plan = try planAll(candidates, allowances)
        } else {
            if candidates.contains(where: \.isWaiting) { try putInLine() }
            plan = try planTurns(limit, format, allowances)
        }
        if plan.rest == .none, !excluded.isEmpty { plan.rest = .heldBack }
        return plan
    }

    private func planAll(_ candidates: [Candidate], _ allowances: [TenantID: Int]) throws -> Plan {
        var plan = Plan()
        plan.limits = try limits(of: Set(candidates.map(\.tenant)).sorted())
        var room = try room(plan.limits).limited(to: allowances)
        for candidate in candidates {
            guard let left = room[candidate.tenant], left > 0 else {
                plan.rest = .heldBack
                continue
            }
            room[candidate.tenant] = left - 1
            plan.runs.append((candidate.tenant, candidate.run))
        }
        return plan
    }

    /// Gives the next tenants equal parts. What one of them does not need is left to the next claim, which comes at once.
    private func planTurns(_ limit: Int, _ format: Int, _ allowances: [TenantID: Int]) throws -> Plan {
        var plan = Plan()
        let (tenants, isRound) = try nextTenants(format)
        let limits = try limits(of: tenants)
        let room = try room(limits).limited(to: allowances).filter { $0.value > 0 }
        let part = (limit + room.count - 1) / max(room.count, 1)
        for tenant in tenants where plan.runs.count < limit {
            // Who gets nothing because the claim is full is the first one in the next.
            lastTenant = tenant
            guard let left = room[tenant] else { continue }
            plan.limits[tenant] = limits[tenant]
            let most = min(part, left, limit - plan.runs.count)
            plan.runs += try line(of: tenant, most, format).map { (tenant, $0) }
        }
        emptyPlans = plan.runs.isEmpty ? emptyPlans + 1 : 0
        // Where many tenants have all they may, the others are looked for, but not without a pause.
        let isHeldBack = plan.runs.isEmpty && (isRound || emptyPlans >= Self.emptyPlanLimit)
        if isHeldBack { emptyPlans = 0 }
        plan.rest = isHeldBack ? .heldBack : .more
        return plan
    }

    /// One plain read: most looks find nothing, and those should lock and write nothing.
    private func look(_ limit: Int, _ format: Int, without excluded: [TenantID]) throws -> [Candidate] {
        let others: SQL = excluded.isEmpty ? "" : "AND tenant_id NOT IN \(list: excluded)"
        // Of tenants without a turn many may be due: then the lines may be the better way to the others.
        let wakeIndex: SQL = excluded.isEmpty ? "FORCE INDEX (runs_wake_at)" : ""
        let free: SQL = "worker_id IS NULL AND journal_format <= \(format) \(sql: others)"
        return try database.query(
            """
            (SELECT tenant_id, id, FALSE AS is_waiting FROM runs FORCE INDEX (runs_line)
                WHERE status = 'running' AND \(sql: free)
                ORDER BY tenant_id, id LIMIT \(limit))
            UNION ALL
            (SELECT tenant_id, id, TRUE FROM runs \(sql: wakeIndex)
                WHERE wake_at <= UTC_TIMESTAMP(6) AND status = 'waiting' AND \(sql: free)
                ORDER BY wake_at LIMIT \(limit))
            UNION ALL
            (SELECT tenant_id, id, FALSE FROM runs FORCE INDEX (runs_line)
                WHERE status = 'pending' AND \(sql: free)
                ORDER BY tenant_id, id LIMIT \(limit))
            """
        ).map { row in
            Candidate(
                tenant: try row.get("tenant_id"), run: try row.get("id"), isWaiting: try row.get("is_waiting"))
        }
    }

    /// Puts runs whose time has come among those that workers let go of: the lines of tenants are in the order of the ids, and
    /// only there a tenant is found without looking at the runs of the others.
    private func putInLine() throws {
        try database.transaction { database in
            _ = try database.execute(
                """
                UPDATE runs SET status = 'running', wake_at = NULL
                WHERE wake_at <= UTC_TIMESTAMP(6) AND status = 'waiting' AND worker_id IS NULL
                ORDER BY wake_at LIMIT \(Self.wakeLimit)
                """)
        }
    }

    /// The tenants with runs in line that follow on the last one that had its turn.
    ///
    /// - Returns: also whether these are all there are.
    private func nextTenants(_ format: Int) throws -> (tenants: [TenantID], isRound: Bool) {
        let start = lastTenant
        var tenants: [TenantID] = []
        var isPastEnd = start == nil
        var last = start
        while tenants.count < Self.tenantLimit {
            guard let tenant = try tenant(after: last, format) else {
                if isPastEnd { return (tenants, true) }
                (isPastEnd, last) = (true, nil)
                continue
            }
            if isPastEnd, let start, tenant > start { return (tenants, true) }
            tenants.append(tenant)
            last = tenant
        }
        return (tenants, false)
    }
}

extension [TenantID: Int] {
    fileprivate func limited(to allowances: [TenantID: Int]) -> Self {
        allowances.isEmpty ? self : merging(allowances.filter { self[$0.key] != nil }, uniquingKeysWith: Swift.min)
    }
}
