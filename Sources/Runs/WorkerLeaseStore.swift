package import Database
import Identity

/// The leases under which workers execute runs.
///
/// All times are the database's clock, so that workers whose clocks differ agree on when a lease has ended.
package struct WorkerLeaseStore {
    /// How long a lease lasts after its last commit or renewal.
    package static let lifetimeSeconds = 10
    /// How long after its end a lease may be taken over: it covers a commit that is under way.
    package static let marginSeconds = 2
    /// How many expired leases one takeover looks at.
    package static let takeoverLimit = 10
    /// How many runs one statement lets go.
    package static let releaseLimit = 1_000

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Opens a lease for a new worker.
    package func open() throws -> WorkerLease {
        let lease = WorkerLease(worker: WorkerID(), epoch: 1)
        try database.execute(
            """
            INSERT INTO worker_leases (id, epoch, seq, expires_at)
            VALUES (\(lease.worker), \(lease.epoch), 0, UTC_TIMESTAMP(6) + INTERVAL \(Self.lifetimeSeconds) SECOND)
            """)
        return lease
    }

    /// Extends a lease, and makes sure that it still holds: part of every transaction under it.
    ///
    /// - Throws: ``LeaseLost`` when another worker took over.
    package func renew(_ lease: WorkerLease) throws {
        let rows = try database.execute(
            """
            UPDATE worker_leases
            SET seq = seq + 1, expires_at = UTC_TIMESTAMP(6) + INTERVAL \(Self.lifetimeSeconds) SECOND
            WHERE id = \(lease.worker) AND epoch = \(lease.epoch)
            """)
        guard rows == 1 else { throw LeaseLost() }
    }

    /// As ``renew(_:)``, and notes that a batch is committed.
    ///
    /// - Returns: false: it was committed before.
    /// - Throws: ``LeaseLost``; `DatabaseError`.
    func renew(_ lease: WorkerLease, committing batch: CommitNumber) throws -> Bool {
        let column: SQL = batch.isLarge ? "large_batch" : "batch"
        let rows = try database.execute(
            """
            UPDATE worker_leases
            SET seq = seq + 1, \(sql: column) = \(batch.number),
                expires_at = UTC_TIMESTAMP(6) + INTERVAL \(Self.lifetimeSeconds) SECOND
            WHERE id = \(lease.worker) AND epoch = \(lease.epoch) AND \(sql: column) < \(batch.number)
            """)
        if rows == 1 { return true }
        // Whoever has committed the batch has locked the row until then, so this is what it says now.
        try renew(lease)
        return false
    }

    /// Takes over from workers whose leases have ended: their runs are free to be claimed again.
    ///
    /// - Returns: how many runs became free.
    package func takeOverExpired() throws -> Int {
        let expired = try database.query(
            """
            SELECT id, epoch FROM worker_leases
            WHERE expires_at < UTC_TIMESTAMP(6) - INTERVAL \(Self.marginSeconds) SECOND
            ORDER BY expires_at LIMIT \(Self.takeoverLimit)
            """)
        var freed = 0
        for row in expired {
            let lease = WorkerLease(worker: try row.get("id"), epoch: try row.get("epoch"))
            let fenced = try database.execute(
                """
                UPDATE worker_leases SET epoch = epoch + 1
                WHERE id = \(lease.worker) AND epoch = \(lease.epoch)
                    AND expires_at < UTC_TIMESTAMP(6) - INTERVAL \(Self.marginSeconds) SECOND
                """)
            if fenced == 1 { freed += try close(lease) }
        }
        return freed
    }

    /// Lets go of all runs of a worker and ends its lease.
    @discardableResult
    package func close(_ lease: WorkerLease) throws -> Int {
        var freed = 0
        while true {
            let rows = try database.execute(
                """
                UPDATE runs SET status = IF(\(sql: RunStore.isToSuspend), 'suspended', status), worker_id = NULL,
                    worker_epoch = NULL
                WHERE worker_id = \(lease.worker) LIMIT \(Self.releaseLimit)
                """)
            freed += rows
            if rows < Self.releaseLimit { break }
        }
        try database.execute("DELETE FROM worker_leases WHERE id = \(lease.worker)")
        return freed
    }

    /// Ends all leases and lets go of all runs, as if every worker had gone: after a restore there is none of them.
    ///
    /// - Returns: how many runs became free.
    package func endAll() throws -> Int {
        try database.execute("DELETE FROM worker_leases")
        var freed = 0
        while true {
            let rows = try database.execute(
                """
                UPDATE runs SET status = IF(\(sql: RunStore.isToSuspend), 'suspended', status), worker_id = NULL,
                    worker_epoch = NULL
                WHERE worker_id IS NOT NULL LIMIT \(Self.releaseLimit)
                """)
            freed += rows
            if rows < Self.releaseLimit { return freed }
        }
    }
}
