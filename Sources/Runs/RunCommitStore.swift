import Costs
package import Database
import Identity
import JSON

/// Writes what happened in the runs of a worker: many runs, one transaction.
package struct RunCommitStore {
    /// Rows go out in statements of these sizes only, so that few statements are prepared.
    private static let chunkSizes = [64, 16, 4, 1]

    private let database: Database
    private let leases: WorkerLeaseStore
    private let usage: UsageStore

    package init(database: Database) {
        self.database = database
        leases = WorkerLeaseStore(database: database)
        usage = UsageStore(database: database)
    }

    /// Commits all of the batch or nothing.
    ///
    /// - Throws: ``PayloadTooLarge``; ``LeaseLost`` when another worker took over; `DatabaseError` with a duplicate key when
    ///   a journal line is there already.
    package func commit(_ batch: [RunCommit], under lease: WorkerLease) throws {
        try database.transaction { database in
            // The fence comes first: it locks one row that a takeover must change.
            try leases.renew(lease)
            try insertJournal(batch)
            try upsertTasks(batch)
            for commit in batch {
                for record in commit.usage { try usage.record(record) }
                if let ending = commit.ending { try end(commit, with: ending, under: lease) }
            }
        }
    }

    private func insertJournal(_ batch: [RunCommit]) throws {
        let rows: [SQL] = try batch.flatMap { commit in
            try commit.journal.map { line in
                let entry = try PayloadTooLarge.check(line.entry)
                return "(\(commit.run), \(line.seq), \(commit.tenant), \(line.format), \(entry), UTC_TIMESTAMP(6))"
            }
        }
        try insert(rows, "INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at) VALUES ")
    }

    private func upsertTasks(_ batch: [RunCommit]) throws {
        let rows: [SQL] = try batch.flatMap { commit in
            try commit.tasks.map { task in
                let input = try task.input.map(PayloadTooLarge.check)
                let output = try task.output.map(PayloadTooLarge.check)
                let error = try task.error.map(PayloadTooLarge.check)
                return """
                    (\(commit.run), \(task.ordinal), \(commit.tenant), \(task.name), \(task.reference),
                    \(task.status.rawValue), \(task.attempt), \(task.startedAt), \(task.endedAt), \(input),
                    \(output), \(error))
                    """
            }
        }
        try insert(
            rows,
            """
            INSERT INTO run_tasks (run_id, ordinal, tenant_id, name, reference, status, attempt, started_at, ended_at,
                input, output, error) VALUES 
            """,
            // A replay writes what is there already; only what a task becomes can differ.
            """
             ON DUPLICATE KEY UPDATE status = VALUES(status), ended_at = VALUES(ended_at), output = VALUES(output),
                error = VALUES(error)
            """)
    }

    private func insert(_ rows: [SQL], _ head: SQL, _ tail: SQL = "") throws {
        var rest = rows[...]
        for size in Self.chunkSizes {
            while rest.count >= size {
                try database.execute(head + rest.prefix(size).joined(separator: ", ") + tail)
                rest = rest.dropFirst(size)
            }
        }
    }

    private func end(_ commit: RunCommit, with ending: RunCommit.Ending, under lease: WorkerLease) throws {
        let change: SQL =
            switch ending {
            case .completed(let output, let time):
                "status = 'completed', output = \(try PayloadTooLarge.check(output)), ended_at = \(time)"
            case .faulted(let error, let time):
                "status = 'faulted', error = \(try PayloadTooLarge.check(error)), ended_at = \(time)"
            case .cancelled(let time): "status = 'cancelled', ended_at = \(time)"
            // A cancel that came meanwhile must not wait for the timer.
            case .parked(let time):
                "status = 'waiting', wake_at = IF(cancel_requested_at IS NULL, \(time), UTC_TIMESTAMP(6))"
            case .released: "status = 'running'"
            }
        try database.execute(
            "UPDATE runs SET " + change
                + """
                , worker_id = NULL, worker_epoch = NULL
                WHERE tenant_id = \(commit.tenant) AND id = \(commit.run)
                    AND worker_id = \(lease.worker) AND worker_epoch = \(lease.epoch)
                """)
    }
}
