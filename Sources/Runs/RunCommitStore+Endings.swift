import Database
import Identity
import JSON

/// The ends of runs in a batch: few statements for many of them, since each is a way to the server and back.
extension RunCommitStore {
    /// Lets go of the runs that have an ending, and says which.
    func setEndings(of batch: [RunCommit], under lease: WorkerLease) throws {
        for (tenant, commits) in batch.byTenant {
            try end(commits.compactMap(EndedRun.init), in: tenant, under: lease)
            try park(commits, in: tenant, under: lease)
            try release(commits, in: tenant, under: lease)
        }
    }

    private func end(_ runs: [EndedRun], in tenant: TenantID, under lease: WorkerLease) throws {
        try runs.inStatementChunks(bytes: { $0.size }) { runs in
            let ids = runs.map(\.run)
            try change(
                """
                status = \(sql: .choice(by: ids, of: runs.map(\.status))),
                output = \(sql: .choice(by: ids, of: runs.map(\.output))),
                error = \(sql: .choice(by: ids, of: runs.map(\.error))),
                ended_at = CAST(\(sql: .choice(by: ids, of: runs.map(\.time))) AS DATETIME(6)),
                suspend_requested_at = NULL, suspend_deadline_at = NULL
                """, of: ids, in: tenant, under: lease)
        }
    }

    private func park(_ commits: [RunCommit], in tenant: TenantID, under lease: WorkerLease) throws {
        var parked: [(run: RunID, until: Timestamp?)] = []
        for commit in commits {
            if case .parked(let time) = commit.ending { parked.append((commit.run, time)) }
        }
        try parked.inStatementChunks { parked in
            let ids = parked.map(\.run)
            // What came meanwhile must not wait for the timer.
            try change(
                """
                wake_at = IF(\(sql: RunStore.isToSuspend), NULL, IF(cancel_requested_at IS NULL AND inbox = 0,
                    CAST(\(sql: .choice(by: ids, of: parked.map(\.until))) AS DATETIME(6)), UTC_TIMESTAMP(6))),
                status = IF(\(sql: RunStore.isToSuspend), 'suspended', 'waiting')
                """, of: ids, in: tenant, under: lease)
        }
    }

    private func release(_ commits: [RunCommit], in tenant: TenantID, under lease: WorkerLease) throws {
        var released: [RunID] = []
        for commit in commits {
            if case .released = commit.ending { released.append(commit.run) }
        }
        try released.inStatementChunks { ids in
            try change(
                "status = IF(\(sql: RunStore.isToSuspend), 'suspended', 'running')", of: Array(ids), in: tenant,
                under: lease)
        }
    }

    /// Changes runs that this worker has, and lets go of them. Where a table is small the server would go through all of it, and
    /// lock runs of others.
    private func change(_ changes: SQL, of runs: [RunID], in tenant: TenantID, under lease: WorkerLease) throws {
        try database.execute(
            "UPDATE runs FORCE INDEX (runs_id) SET " + changes
                + """
                , worker_id = NULL, worker_epoch = NULL
                WHERE tenant_id = \(tenant) AND id IN \(list: runs)
                    AND worker_id = \(lease.worker) AND worker_epoch = \(lease.epoch)
                """)
    }

    /// What goes with the ends of runs.
    func tidy(_ batch: [RunCommit]) throws {
        let ended = batch.filter { $0.ending?.isFinal == true }.byTenant
        // First what locks rows of others, then plain reads: what they see stays as it is until the end of the transaction.
        for (tenant, commits) in ended {
            try commits.compactMap(RunInboxItem.init(endOf:)).inStatementChunks(bytes: { $0.payload.utf8.count }) {
                _ = try inbox.insert(Array($0), in: tenant)
            }
        }
        for (tenant, commits) in ended {
            try commits.filter(\.hasLeftovers).map(\.run).inStatementChunks { runs in
                try inbox.discard(of: runs, in: tenant)
                for (leftover, run) in try leftovers(of: runs, in: tenant) {
                    switch leftover {
                    case .subscriptions: try subscriptions.endAll(of: run, in: tenant)
                    case .snapshot: try snapshots.delete(run, in: tenant)
                    case .children: try cancelChildren(of: run, in: tenant)
                    }
                }
            }
        }
    }

    private enum Leftover: String {
        case subscriptions, snapshot, children
    }

    /// What is there of runs that have ended. Mostly nothing, and a deletion that finds nothing locks the place where others would put
    /// theirs. Only the worker of a run writes these, so a plain read sees all of them.
    private func leftovers(
        of runs: some Collection<RunID>, in tenant: TenantID
    ) throws -> [(leftover: Leftover, run: RunID)] {
        try database.query(
            """
            SELECT DISTINCT \(Leftover.subscriptions.rawValue) AS leftover, run_id FROM event_subscriptions
            WHERE tenant_id = \(tenant) AND run_id IN \(list: runs)
            UNION ALL
            SELECT \(Leftover.snapshot.rawValue), run_id FROM run_snapshots
            WHERE tenant_id = \(tenant) AND run_id IN \(list: runs)
            UNION ALL
            SELECT DISTINCT \(Leftover.children.rawValue), parent_run_id FROM runs FORCE INDEX (runs_parent)
            WHERE tenant_id = \(tenant) AND parent_run_id IN \(list: runs)
                AND status IN ('pending', 'running', 'waiting', 'suspended')
            """
        ).compactMap { row in
            let run: RunID = try row.get("run_id")
            return Leftover(rawValue: try row.get("leftover")).map { ($0, run) }
        }
    }

    /// Wants the runs cancelled that this one has started and that have not ended.
    ///
    /// - Parameter ordinal: of the task that started them; nil: of any.
    func cancelChildren(of run: RunID, at ordinal: Int? = nil, in tenant: TenantID) throws {
        let task: SQL = ordinal.map { "AND parent_ordinal = \($0)" } ?? ""
        try database.execute(
            """
            UPDATE runs FORCE INDEX (runs_parent) SET cancel_requested_at = COALESCE(cancel_requested_at, UTC_TIMESTAMP(6)),
                wake_at = IF(worker_id IS NULL AND status = 'waiting', UTC_TIMESTAMP(6), wake_at),
                status = IF(status = 'suspended', 'running', status)
            WHERE tenant_id = \(tenant) AND parent_run_id = \(run) \(sql: task)
                AND status IN ('pending', 'running', 'waiting', 'suspended')
            """)
    }
}

/// What is written of a run that has ended.
private struct EndedRun {
    let run: RunID
    let status: RunStatus
    var output: String?
    var error: String?
    let time: Timestamp

    /// - Throws: ``PayloadTooLarge``.
    init?(_ commit: RunCommit) throws {
        run = commit.run
        switch commit.ending {
        case .completed(let value, let time):
            (status, self.time, output) = (.completed, time, try PayloadTooLarge.check(value))
        case .faulted(let value, let time):
            (status, self.time, error) = (.faulted, time, try PayloadTooLarge.check(value))
        case .cancelled(let time): (status, self.time) = (.cancelled, time)
        case .parked, .released, nil: return nil
        }
    }

    /// In bytes, without what all have.
    var size: Int { (output?.utf8.count ?? 0) + (error?.utf8.count ?? 0) }
}

extension RunInboxItem {
    /// Tells the run that waits for the end of this one; nil where none does.
    fileprivate init?(endOf commit: RunCommit) {
        guard let parent = commit.parent else { return nil }
        let payload: JSON
        switch commit.ending {
        case .completed(let output, _): payload = ["output": output]
        case .faulted(let error, _): payload = ["error": error]
        case .cancelled: payload = [:]
        case .parked, .released, nil: return nil
        }
        self.init(
            run: parent.run, id: RunInboxID(bytes: commit.run.bytes) ?? RunInboxID(), kind: .child,
            ordinal: parent.ordinal, payload: payload.text)
    }
}

extension [RunCommit] {
    /// In the order of tenants and runs, in which others lock them too: no two wait for each other.
    fileprivate var byTenant: [(key: TenantID, value: [RunCommit])] {
        Dictionary(grouping: sorted { $0.run < $1.run }, by: \.tenant).sorted { $0.key < $1.key }
    }
}

extension SQL {
    /// Of these values the one that stands where the row's `id` stands in `runs`.
    fileprivate static func choice(by runs: [RunID], of values: [(some SQLConvertible)?]) -> SQL {
        let ids = runs.map { "\($0)" as SQL }.joined(separator: ", ")
        let values = values.map { "\($0)" as SQL }.joined(separator: ", ")
        return "ELT(FIELD(id, \(sql: ids)), \(sql: values))"
    }
}
