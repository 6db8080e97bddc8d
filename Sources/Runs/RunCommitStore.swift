import Costs
package import Database
import Identity
import JSON

/// Writes what happened in the runs of a worker: many runs, one transaction.
package struct RunCommitStore {
    let database: Database
    private let leases: WorkerLeaseStore
    private let usage: UsageStore
    let inbox: RunInboxStore
    let subscriptions: EventSubscriptionStore
    let snapshots: RunSnapshotStore

    package init(database: Database) {
        self.database = database
        leases = WorkerLeaseStore(database: database)
        usage = UsageStore(database: database)
        inbox = RunInboxStore(database: database)
        subscriptions = EventSubscriptionStore(database: database)
        snapshots = RunSnapshotStore(database: database)
    }

    /// Commits all of the batch or nothing.
    ///
    /// - Parameters:
    ///   - number: of the batch: one that was committed is not committed again, so that it may be repeated where nobody heard
    ///     whether it was. Nil: it is not repeated.
    ///   - publish: stores the events of a commit, in its transaction.
    /// - Throws: ``PayloadTooLarge``; ``LeaseLost`` when another worker took over; `DatabaseError` with a duplicate key when
    ///   a journal line is there already.
    package func commit(
        _ batch: [RunCommit], number: CommitNumber? = nil, under lease: WorkerLease,
        publishing publish: (RunCommit) throws -> Void = { _ in }
    ) throws {
        try database.transaction { database in
            // The fence locks one row that a takeover must change. It comes first, except where large values would be written
            // behind it while the other commits of the worker wait for the row.
            let isLate = number.map { $0.isLarge && !$0.isRepeated } ?? false
            if !isLate {
                guard try fence(lease, number) else { return }
            }
            try insertJournal(batch)
            try upsertTasks(batch)
            for commit in batch {
                if let snapshot = commit.snapshot { try snapshots.put(snapshot, of: commit.run, in: commit.tenant) }
                if isLate, commit.endsAlone { try setEndings(of: [commit], under: lease) }
            }
            if isLate {
                guard try fence(lease, number) else { throw LeaseLost() }
            }
            for commit in batch {
                for record in commit.usage { try usage.record(record) }
                if !commit.events.isEmpty { try publish(commit) }
                try subscriptions.insert(commit.subscriptions, in: commit.tenant)
                for ordinal in commit.withdrawn {
                    try subscriptions.end(Listener(run: commit.run, ordinal: ordinal), in: commit.tenant)
                    try cancelChildren(of: commit.run, at: ordinal, in: commit.tenant)
                }
                for child in commit.children { try start(child, of: commit, under: lease) }
                try inbox.consume(
                    commit.consumed.map { RunInboxKey(tenant: commit.tenant, run: commit.run, id: $0) })
            }
            // After what they have of others, and before what goes with the end of a run.
            try setEndings(of: isLate ? batch.filter { !$0.endsAlone } : batch, under: lease)
            try tidy(batch)
        }
    }

    /// - Returns: false: the batch was committed before.
    private func fence(_ lease: WorkerLease, _ number: CommitNumber?) throws -> Bool {
        if let number { return try leases.renew(lease, committing: number) }
        try leases.renew(lease)
        return true
    }

    /// - Throws: ``PayloadTooLarge`` where ``commit(_:number:under:publishing:)`` would.
    package static func checkSizes(of commit: RunCommit) throws(PayloadTooLarge) {
        for line in commit.journal { _ = try PayloadTooLarge.checkEntry(line.entry) }
        for task in commit.tasks {
            for case let value? in [task.input, task.output, task.error, task.detail] {
                _ = try PayloadTooLarge.check(value)
            }
        }
        for child in commit.children { _ = try PayloadTooLarge.check(child.input) }
        switch commit.ending {
        case .completed(let value, _), .faulted(let value, _): _ = try PayloadTooLarge.check(value)
        case .cancelled, .parked, .released, nil: break
        }
    }

    private func insertJournal(_ batch: [RunCommit]) throws {
        var rows = RowInsertion(
            database, "INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at) VALUES ")
        for commit in batch {
            for line in commit.journal {
                let entry = try PayloadTooLarge.checkEntry(line.entry)
                try rows.add(
                    "(\(commit.run), \(line.seq), \(commit.tenant), \(line.format), \(entry), UTC_TIMESTAMP(6))",
                    bytes: entry.utf8.count)
            }
        }
        try rows.finish()
    }

    private func upsertTasks(_ batch: [RunCommit]) throws {
        var rows = RowInsertion(
            database,
            """
            INSERT INTO run_tasks (run_id, ordinal, tenant_id, name, reference, status, attempt, started_at, ended_at,
                input, output, error, detail, value_bytes) VALUES 
            """,
            // A replay writes what is there already; only what a task becomes can differ.
            """
             ON DUPLICATE KEY UPDATE status = VALUES(status), ended_at = VALUES(ended_at), output = VALUES(output),
                error = VALUES(error), detail = VALUES(detail), value_bytes = VALUES(value_bytes)
            """)
        for commit in batch {
            for task in commit.tasks {
                let input = try task.input.map(PayloadTooLarge.check)
                let output = try task.output.map(PayloadTooLarge.check)
                let error = try task.error.map(PayloadTooLarge.check)
                let detail = try task.detail.map(PayloadTooLarge.check)
                let bytes = [input, output, error, detail].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
                try rows.add(
                    """
                    (\(commit.run), \(task.ordinal), \(commit.tenant), \(task.name), \(task.reference),
                    \(task.status.rawValue), \(task.attempt), \(task.startedAt), \(task.endedAt), \(input),
                    \(output), \(error), \(detail), \(bytes))
                    """, bytes: bytes)
            }
        }
        try rows.finish()
    }

    /// A task starts one run, however often it is executed. One that is awaited is suspended with the run that starts it.
    /// A run that is not this worker's any more starts none: it may have ended because an earlier commit could not be stored.
    private func start(_ child: ChildRun, of commit: RunCommit, under lease: WorkerLease) throws {
        let parent: SQL =
            child.isAwaited
            ? "id, \(child.ordinal), suspend_requested_at, suspend_deadline_at" : "NULL, NULL, NULL, NULL"
        let status: SQL = child.isAwaited ? "IF(\(sql: RunStore.isToSuspend), 'suspended', 'pending')" : "'pending'"
        let input = try PayloadTooLarge.check(child.input)
        try database.execute(
            """
            INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, input_bytes, created_by, created_at,
                parent_run_id, parent_ordinal, suspend_requested_at, suspend_deadline_at)
            SELECT tenant_id, \(child.run), \(child.workflowVersion), \(sql: status),
                \(input), \(input.utf8.count), created_by, UTC_TIMESTAMP(6), \(sql: parent)
            FROM runs WHERE tenant_id = \(commit.tenant) AND id = \(commit.run)
                AND worker_id = \(lease.worker) AND worker_epoch = \(lease.epoch)
            ON DUPLICATE KEY UPDATE parent_ordinal = VALUES(parent_ordinal)
            """)
    }
}

extension RunCommit {
    /// Whether nothing else in it depends on that the run goes on.
    fileprivate var endsAlone: Bool { ending?.isFinal == true && children.isEmpty && consumed.isEmpty }
}

extension RunCommit.Ending {
    /// Whether the run has ended for good.
    package var isFinal: Bool {
        switch self {
        case .completed, .faulted, .cancelled: true
        case .parked, .released: false
        }
    }
}
