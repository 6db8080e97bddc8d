import Costs
package import Database
package import Identity
package import JSON
package import Workflows

/// The runs of all tenants, as people start, see and cancel them. What workers do with them stands in the files of
/// the claim, the commit and the lease.
///
/// All methods throw ``DatabaseError``.
package struct RunStore {
    let database: Database
    private let allowance: RunAllowance
    private let quota: RunQuota

    package init(database: Database, allowance: RunAllowance = RunAllowance(), quota: RunQuota = RunQuota()) {
        self.quota = quota
        self.database = database
        self.allowance = allowance
    }

    /// Adds a pending run. Tell the workers afterwards: ``RunHints``.
    ///
    /// - Parameter record: called in the transaction of the insertion.
    /// - Throws: also ``TooManyRuns``, ``RunQuotaExceeded``; what `record` throws.
    package func start(
        _ workflow: WorkflowVersion, input: JSON, by user: UserID, in tenant: TenantID,
        recording record: (Run) throws -> Void = { _ in }
    ) throws -> Run {
        try allowance.take(of: tenant, database)
        try quota.take(of: tenant, database)
        let now = Timestamp.now
        let text = input.text
        let run = Run(
            id: RunID(at: now), workflowVersion: workflow.id, workflow: workflow.name, version: workflow.version,
            input: input, createdBy: user, createdAt: now)
        do {
            try database.transaction { database in
                try database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, input_bytes, created_by, created_at)
                    VALUES (\(tenant), \(run.id), \(workflow.id), \(run.status), \(text), \(text.utf8.count),
                        \(user), \(now))
                    """)
                try record(run)
            }
        } catch let error as DatabaseError where error.kind == .commitUnknown {
            // Answering "try again" for a run that was started would start it twice.
            guard try find(run.id, in: tenant) != nil else { throw error }
        }
        return run
    }

    /// What a tenant has had of its runs today, and how many of them have not ended.
    ///
    /// - Parameter most: no more are counted where there is no limit.
    package func use(by tenant: TenantID, countingUpTo most: Int) throws -> (today: RunQuota.Standing, open: Int) {
        (try quota.standing(of: tenant, countingUpTo: most, database), try allowance.count(tenant, database))
    }

    /// A run; nil where the tenant has none with this id in these namespaces.
    package func find(_ id: RunID, within scope: NamespaceScope = .all, in tenant: TenantID) throws -> Run? {
        try Self.find(id, within: scope, in: tenant, database)
    }

    /// A run without its data; nil where the tenant has none with this id in these namespaces.
    package func summary(
        of id: RunID, within scope: NamespaceScope = .all, in tenant: TenantID
    ) throws -> RunSummary? {
        try database.first(
            """
            \(sql: Self.selectSummary) \(sql: Self.fromRuns)
            WHERE r.tenant_id = \(tenant) AND r.id = \(id) \(sql: scope.ofWorkflows)
            """
        ).map(RunSummary.init)
    }

    static func find(
        _ id: RunID, within scope: NamespaceScope = .all, in tenant: TenantID, _ database: Database
    ) throws -> Run? {
        try database.first(
            """
            \(sql: selectSummary), r.workflow_version_id AS workflow_version_id, r.input AS input,
            r.output AS output, r.error AS error, \(sql: UsageStore.costOfRun) AS cost, r.created_by AS created_by,
            r.cancel_requested_at AS cancel_requested_at, r.suspend_requested_at AS suspend_requested_at
            \(sql: fromRuns)
            WHERE r.tenant_id = \(tenant) AND r.id = \(id) \(sql: scope.ofWorkflows)
            """
        ).map(Run.init)
    }
}
