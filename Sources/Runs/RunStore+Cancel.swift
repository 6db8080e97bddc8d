import Database
package import Identity

extension RunStore {
    /// What came of ``cancel(_:byWorker:in:)``.
    package enum Cancellation: Sendable, Hashable {
        /// No worker had the run: it is cancelled.
        case cancelled(Run)
        /// A worker executes the run and cancels it as soon as it hears of this. Tell it: ``RunHints``.
        case requested(Run)
        case alreadyFinished(Run)
        case noSuchRun
    }

    /// Cancels a run, at once where no worker executes it.
    ///
    /// - Parameter byWorker: whether a worker does it in any case, which tells of it.
    package func cancel(_ id: RunID, byWorker: Bool = false, in tenant: TenantID) throws -> Cancellation {
        try database.transaction { database in
            let now = Timestamp.now
            // One statement decides between this and a worker that claims the run at the same time.
            let parked = byWorker ? 0 : try end([id], at: now, in: tenant, database)
            if parked == 0 {
                // A worker ends it, which also tells the run that waits for this one.
                try requestCancel("id = \(id)", by: "runs_id", at: now, in: tenant, database)
            }
            try requestCancel("parent_run_id = \(id)", by: "runs_parent", at: now, in: tenant, database)
            guard let run = try Self.find(id, in: tenant, database) else { return .noSuchRun }
            if parked > 0 { return .cancelled(run) }
            return run.status.isFinished ? .alreadyFinished(run) : .requested(run)
        }
    }

    /// Cancels those of the runs that no worker has, and no other run waits for.
    ///
    /// - Returns: how many.
    func end(_ runs: [RunID], at time: Timestamp, in tenant: TenantID, _ database: Database) throws -> Int {
        let ended = try database.execute(
            """
            UPDATE runs FORCE INDEX (runs_id) SET status = 'cancelled', ended_at = \(time), wake_at = NULL,
            cancel_requested_at = COALESCE(cancel_requested_at, \(time)), suspend_requested_at = NULL,
            suspend_deadline_at = NULL
            WHERE tenant_id = \(tenant) AND id IN \(list: runs) AND \(sql: Self.isFree)
            """)
        if ended > 0 {
            try database.execute(
                """
                UPDATE run_tasks SET status = 'cancelled', ended_at = \(time)
                WHERE run_id IN \(list: runs) AND tenant_id = \(tenant) AND ended_at IS NULL
                """)
        }
        return ended
    }

    /// Holds of runs that can be ended without a worker.
    static let isFree: SQL =
        "worker_id IS NULL AND parent_run_id IS NULL AND status IN ('pending', 'waiting', 'suspended')"

    /// Wants runs cancelled that have not ended; those that wait are woken for it.
    ///
    /// - Parameter index: the one that finds them, so that no others are locked.
    func requestCancel(_ which: SQL, by index: SQL, at time: Timestamp, in tenant: TenantID, _ database: Database)
        throws
    {
        try database.execute(
            """
            UPDATE runs FORCE INDEX (\(sql: index)) SET cancel_requested_at = COALESCE(cancel_requested_at, \(time)),
                wake_at = IF(worker_id IS NULL AND status = 'waiting', UTC_TIMESTAMP(6), wake_at),
                status = IF(worker_id IS NULL AND status = 'suspended', 'running', status)
            WHERE tenant_id = \(tenant) AND status IN ('pending', 'running', 'waiting', 'suspended') AND \(sql: which)
            """)
    }
}
