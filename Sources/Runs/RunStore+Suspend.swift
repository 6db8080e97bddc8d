import Database
package import Identity

extension RunStore {
    /// How long what is under way may go on, in seconds, where nobody says another time: as long as an HTTP call may take.
    package static let suspendSeconds = 60
    package static let suspendSecondsRange = 0...3_600
    /// The most runs that are suspended or resumed with the one that awaits them.
    package static let followingLimit = 10_000

    /// Holds of runs that somebody wants suspended and nobody wants cancelled: what they are once no worker has them.
    static let isToSuspend: SQL = "suspend_requested_at IS NOT NULL AND cancel_requested_at IS NULL"

    /// What came of ``suspend(_:seconds:in:telling:)``.
    package enum Suspension: Sendable, Hashable {
        case suspended(Run)
        /// A worker executes the run and lets go of it as soon as nothing is under way. Tell it: ``RunHints``.
        case requested(Run)
        case alreadyFinished(Run)
        case noSuchRun
    }

    /// What came of ``resume(_:in:telling:)``.
    package enum Resumption: Sendable, Hashable {
        /// Workers can go on. Tell them: ``RunHints``.
        case resumed(Run)
        case alreadyFinished(Run)
        case noSuchRun
    }

    /// Suspends a run with the runs that it awaits, at once where no worker executes them. What comes for them meanwhile waits.
    ///
    /// - Parameter seconds: after these a worker gives up what is under way; when the run is resumed it is begun again, with the
    ///   same key. The latest request counts.
    /// - Parameter tell: called in the transaction with each run whose suspension somebody wants now, as it is then.
    /// - Throws: ``TooManyChildren``; `DatabaseError`; what `tell` throws.
    package func suspend(
        _ id: RunID, seconds: Int = suspendSeconds, in tenant: TenantID, telling tell: ((Run) throws -> Void)? = nil
    ) throws -> Suspension {
        let isFree: SQL = "worker_id IS NULL AND cancel_requested_at IS NULL"
        // One statement decides between this and a worker that claims the run at the same time.
        let change: SQL = """
            suspend_requested_at = COALESCE(suspend_requested_at, UTC_TIMESTAMP(6)),
            suspend_deadline_at = UTC_TIMESTAMP(6) + INTERVAL \(seconds) SECOND,
            wake_at = IF(\(sql: isFree), NULL, wake_at), status = IF(\(sql: isFree), 'suspended', status)
            """
        let told = tell.map { tell in { (_: Run, after: Run) throws in try tell(after) } }
        guard let run = try self.change(id, and: change, in: tenant, telling: told) else { return .noSuchRun }
        if run.status.isFinished { return .alreadyFinished(run) }
        return run.status == .suspended ? .suspended(run) : .requested(run)
    }

    /// Lets a run go on with the runs that it awaits: a time that has passed is due, and what has come is looked at.
    ///
    /// - Parameter tell: called in the transaction with each run that was to be suspended, as it was before.
    /// - Throws: ``TooManyChildren``; `DatabaseError`; what `tell` throws.
    package func resume(
        _ id: RunID, in tenant: TenantID, telling tell: ((Run) throws -> Void)? = nil
    ) throws -> Resumption {
        // A worker finds out what a run waits for, and lets go of it again.
        let change: SQL = """
            status = IF(status = 'suspended', IF(started_at IS NULL, 'pending', 'running'), status),
            suspend_requested_at = NULL, suspend_deadline_at = NULL
            """
        let told = tell.map { tell in { (before: Run, _: Run) throws in try tell(before) } }
        guard let run = try self.change(id, and: change, in: tenant, telling: told) else { return .noSuchRun }
        return run.status.isFinished ? .alreadyFinished(run) : .resumed(run)
    }

    /// Changes the rows of a run that has not ended and of those that it awaits.
    ///
    /// - Returns: the run as it is then.
    private func change(
        _ id: RunID, and change: SQL, in tenant: TenantID, telling tell: ((Run, Run) throws -> Void)?
    ) throws -> Run? {
        try database.transaction { database in
            var before: [Run] = []
            if tell != nil {
                before = try ([id] + Self.awaited(by: id, in: tenant, database)).compactMap {
                    try Self.find($0, in: tenant, database)
                }
            }
            // The run's row first: a worker that starts a run for it waits here, and then sees the request.
            let rows = try database.execute(Self.update(change, [id], in: tenant))
            if rows > 0 {
                try Self.awaited(by: id, in: tenant, database).inStatementChunks { chunk in
                    try database.execute(Self.update(change, Array(chunk), in: tenant))
                }
            }
            if let tell { try Self.compare(before, in: tenant, database, tell) }
            return try Self.find(id, in: tenant, database)
        }
    }

    /// Tells of the runs whose suspension is wanted now and was not, or the other way round.
    private static func compare(
        _ runs: [Run], in tenant: TenantID, _ database: Database, _ tell: (Run, Run) throws -> Void
    ) throws {
        for before in runs {
            guard let after = try find(before.id, in: tenant, database), !after.status.isFinished,
                (before.suspendRequestedAt == nil) != (after.suspendRequestedAt == nil)
            else { continue }
            try tell(before, after)
        }
    }

    private static func update(_ change: SQL, _ runs: [RunID], in tenant: TenantID) -> SQL {
        "UPDATE runs FORCE INDEX (runs_id) SET " + change
            + """
             WHERE tenant_id = \(tenant) AND id IN \(list: runs)
            AND status IN ('pending', 'running', 'waiting', 'suspended')
            """
    }

    /// The runs that have not ended and that a run awaits, those that these await, and so on.
    private static func awaited(by run: RunID, in tenant: TenantID, _ database: Database) throws -> [RunID] {
        var all: [RunID] = []
        var level = [run]
        while !level.isEmpty {
            var next: [RunID] = []
            try level.inStatementChunks { chunk in
                let rows = try database.query(
                    """
                    SELECT id FROM runs FORCE INDEX (runs_parent) WHERE tenant_id = \(tenant) AND parent_run_id IN \(list: chunk)
                    AND status IN ('pending', 'running', 'waiting', 'suspended')
                    ORDER BY id LIMIT \(followingLimit + 1) FOR UPDATE
                    """)
                for row in rows { next.append(try row.get("id")) }
            }
            all += next
            guard all.count <= followingLimit else { throw TooManyChildren() }
            level = next
        }
        return all
    }
}

/// A run awaits more runs than can be suspended or resumed with it.
package struct TooManyChildren: Error, CustomStringConvertible {
    package var description: String {
        "the run awaits more than \(RunStore.followingLimit) runs that have not ended"
    }
}
