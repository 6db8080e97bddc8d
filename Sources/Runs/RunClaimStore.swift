package import Database
package import Identity
import JSON
import Workflows

/// How workers get their runs. One thread uses it.
///
/// Tenants take turns: each that has runs ready gets a part of a claim, and none has more runs under workers at a time than
/// it may. What is to be claimed is found by plain reads; a transaction then takes exactly that, so it locks little.
package final class RunClaimStore {
    /// How many tenants one claim looks at where there is more to do than it takes; the next one goes on with the next tenants.
    package static let tenantLimit = 8
    /// The most bytes of input of the runs of one claim, if it is not one alone.
    package static let inputLimit = PayloadTooLarge.limit
    /// How many bytes the input of a run is thought to have where nobody has noted it.
    static let unknownInputBytes = 64 << 10
    /// How many runs whose time has come are put into the lines of their tenants at once.
    static let wakeLimit = 1_000

    /// After so many claims in a row that found only tenants that have all they may, there is a pause.
    static let emptyPlanLimit = 4

    /// What is left after a claim.
    package enum Rest: Sendable, Hashable {
        /// Nothing was ready but what was taken.
        case none
        /// There is more to claim at once.
        case more
        /// Runs are ready that cannot be taken now: their tenants have as many as they may, or another worker takes from the
        /// same line.
        case heldBack
    }

    let database: Database
    let standardLimit: Int
    private let leases: WorkerLeaseStore
    /// How many claims in a row have found only tenants that have all they may.
    var emptyPlans = 0
    /// The tenant that had its turn last.
    var lastTenant: TenantID?
    /// Tenants that are not active and have runs that are open: none of these is looked at. As of
    /// ``lookForInactiveTenants()``; a claim looks again at those that it takes from.
    package private(set) var inactiveTenants: Set<TenantID> = []
    /// Tenants whose rows are there to be locked.
    var tenantsWithLine: Set<TenantID> = []

    /// What the last ``claim(_:under:knowing:allowing:)`` left.
    package private(set) var rest = Rest.none

    /// - Parameter standardLimit: the most runs under workers of a tenant whose policy names no number.
    package init(database: Database, standardLimit: Int = .max) {
        self.database = database
        self.standardLimit = standardLimit
        leases = WorkerLeaseStore(database: database)
    }

    /// Takes up to `limit` runs that are ready: of a tenant those that a worker let go of or whose waiting time is over, then
    /// new ones. Runs whose journal has a later format than `format` are left to newer workers; those that are taken have at
    /// least `format` from now on, so that no older worker takes them again.
    ///
    /// - Parameters:
    ///   - format: the latest journal format that the worker knows, and the one it writes.
    ///   - allowances: the most runs of some tenants that are to be taken.
    /// - Throws: ``LeaseLost``, `DatabaseError`.
    package func claim(
        _ limit: Int, under lease: WorkerLease, knowing format: Int, allowing allowances: [TenantID: Int] = [:]
    ) throws -> [RunClaim] {
        rest = .none
        let plan = try plan(limit, knowing: format, allowing: allowances)
        rest = plan.rest
        guard !plan.runs.isEmpty else { return [] }
        try makeLines(of: plan.tenants)
        var isLarge = false
        let taken = try database.transaction { database in
            try leases.renew(lease)
            let found: [RunID: RunStatus]
            (found, isLarge) = try take(plan, knowing: format)
            guard !found.isEmpty else { return [RunClaim]() }
            let runs = found.keys.sorted()
            try database.execute(
                """
                UPDATE runs FORCE INDEX (runs_id)
                SET worker_id = \(lease.worker), worker_epoch = \(lease.epoch), status = 'running', wake_at = NULL,
                    started_at = COALESCE(started_at, UTC_TIMESTAMP(6)), journal_format = \(format)
                WHERE id IN \(list: runs) AND worker_id IS NULL
                """)
            return try claims(of: runs, found: found)
        }
        if taken.count < plan.runs.count { rest = isLarge ? .more : .heldBack }
        return taken
    }

    /// How many tenants that are not active one look finds. Of more, claims look at the rest in vain.
    static let inactiveTenantLimit = 10_000

    /// Looks which tenants the operator keeps suspended, or are to be deleted: their runs stay where they are.
    package func lookForInactiveTenants() throws {
        let rows = try database.query(
            """
            SELECT id FROM (
                SELECT id FROM tenants WHERE suspended_at IS NOT NULL
                UNION SELECT id FROM tenants WHERE delete_at IS NOT NULL
            ) AS inactive
            WHERE EXISTS (
                SELECT 1 FROM runs
                WHERE runs.tenant_id = inactive.id AND runs.status IN ('pending', 'running', 'waiting')
            )
            LIMIT \(Self.inactiveTenantLimit)
            """)
        inactiveTenants = try Set(rows.map { try $0.get("id") })
    }

    /// Lets go of the runs that stand under this worker and that it does not have: it has not heard that a claim or an end
    /// was committed. For the thread that claims.
    ///
    /// - Parameter isHere: whether the worker has the run.
    /// - Returns: how many were let go of.
    package func releaseUnknown(under lease: WorkerLease, unless isHere: (RunID) -> Bool) throws -> Int {
        let rows = try database.query("SELECT id FROM runs WHERE status = 'running' AND worker_id = \(lease.worker)")
        let unknown = try rows.map { try $0.get("id", as: RunID.self) }.filter { !isHere($0) }
        try unknown.inStatementChunks { chunk in
            try database.execute(
                """
                UPDATE runs SET worker_id = NULL, worker_epoch = NULL
                WHERE id IN \(list: chunk) AND status = 'running' AND worker_id = \(lease.worker)
                    AND worker_epoch = \(lease.epoch)
                """)
        }
        return unknown.count
    }

    /// What somebody wants of a run of this worker.
    package struct Demand: Sendable, Hashable {
        package let run: RunID
        package let isCancel: Bool
        package let isSuspend: Bool
        /// Whether the deadline is over until which what is under way may finish.
        package let isSuspendOverdue: Bool
        package let hasInbox: Bool
    }

    /// The runs of this worker that are to be cancelled or suspended, or have something in their inbox.
    package func demands(under lease: WorkerLease) throws -> [Demand] {
        try database.query(
            """
            SELECT id, cancel_requested_at IS NOT NULL AS is_cancel, suspend_requested_at IS NOT NULL AS is_suspend,
                suspend_requested_at IS NOT NULL AND suspend_deadline_at <= UTC_TIMESTAMP(6) AS is_overdue,
                inbox > 0 AS has_inbox
            FROM runs WHERE worker_id = \(lease.worker)
                AND (cancel_requested_at IS NOT NULL OR suspend_requested_at IS NOT NULL OR inbox > 0)
            """
        ).map { row in
            Demand(
                run: try row.get("id"), isCancel: try row.get("is_cancel"), isSuspend: try row.get("is_suspend"),
                isSuspendOverdue: try row.optional("is_overdue") ?? false, hasInbox: try row.get("has_inbox"))
        }
    }

    /// Whether runs are ready that only a worker can take that knows a later journal format than `format`.
    package func isAnyReady(beyond format: Int) throws -> Bool {
        for condition in Self.ready {
            let look: SQL =
                "SELECT 1 FROM runs WHERE worker_id IS NULL AND journal_format > \(format) AND " + condition
                + " LIMIT 1"
            if try database.first(look) != nil { return true }
        }
        return false
    }

    /// The conditions of runs that can be claimed, of those without a worker.
    static let ready: [SQL] = [
        "status = 'running'", "status = 'waiting' AND wake_at <= UTC_TIMESTAMP(6)", "status = 'pending'",
    ]

    private func parent(_ row: Row) throws -> RunParent? {
        guard let run = try row.optional("parent_run_id", as: RunID.self) else { return nil }
        return RunParent(run: run, ordinal: try row.get("parent_ordinal"))
    }

    private func claims(of runs: [RunID], found: [RunID: RunStatus]) throws -> [RunClaim] {
        try database.query(
            """
            SELECT tenant_id, id, workflow_version_id, input, started_at, cancel_requested_at IS NOT NULL AS is_cancelled,
                suspend_requested_at IS NOT NULL AS is_suspended, inbox, parent_run_id, parent_ordinal
            FROM runs WHERE id IN \(list: runs) ORDER BY id
            """
        ).map { row in
            let run: RunID = try row.get("id")
            return RunClaim(
                tenant: try row.get("tenant_id"), run: run,
                workflowVersion: try row.get("workflow_version_id"),
                input: try JSON(parsing: row.get("input", as: String.self)),
                startedAt: try row.get("started_at"), isCancelRequested: try row.get("is_cancelled"),
                isSuspendRequested: try row.get("is_suspended"), previousStatus: found[run] ?? .running,
                inboxCount: try row.get("inbox"), parent: try parent(row))
        }
    }
}
