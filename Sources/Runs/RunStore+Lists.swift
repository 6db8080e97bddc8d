import Database
package import Identity
package import Workflows

extension RunStore {
    /// How many open tasks are told of at a time.
    static let openTaskLimit = 1_000

    /// The tasks of a run that have started and not ended, by their ordinals and places: the first ``openTaskLimit``.
    package func openTasks(of run: RunID, in tenant: TenantID) throws -> [(ordinal: Int, reference: String)] {
        try database.query(
            """
            SELECT ordinal, reference FROM run_tasks
            WHERE run_id = \(run) AND tenant_id = \(tenant) AND ended_at IS NULL ORDER BY ordinal LIMIT \(Self.openTaskLimit)
            """
        ).map { (try $0.get("ordinal"), try $0.get("reference")) }
    }

    /// The most bytes of input, output, error and detail on one page of tasks; a page has at least one task.
    package static let taskPageBytes = 8 * 1_024 * 1_024

    /// The runs of a tenant, the newest first.
    ///
    /// - Parameters:
    ///   - status: only runs with this status.
    ///   - workflow: only runs of this workflow, of all its versions.
    ///   - last: the last run of the page before; nil asks for the first page.
    package func list(
        status: RunStatus? = nil, workflow: WorkflowName? = nil, limit: Int, after last: RunID? = nil,
        within scope: NamespaceScope = .all, in tenant: TenantID
    ) throws -> [RunSummary] {
        let withStatus: SQL = status.map { "AND r.status = \($0)" } ?? ""
        let ofWorkflow: SQL = workflow.map { "AND w.namespace = \($0.namespace) AND w.name = \($0.name)" } ?? ""
        let page: SQL = last.map { "AND r.id < \($0)" } ?? ""
        return try database.query(
            """
            \(sql: Self.selectSummary) \(sql: Self.fromRuns)
            WHERE r.tenant_id = \(tenant) \(sql: withStatus) \(sql: ofWorkflow) \(sql: page)
            \(sql: scope.ofWorkflows)
            ORDER BY r.id DESC LIMIT \(limit)
            """
        ).map(RunSummary.init)
    }

    /// The tasks of a run in the order in which they started.
    ///
    /// A page may hold fewer than `limit` tasks, so that it keeps to ``taskPageBytes``.
    ///
    /// - Parameter last: the ordinal of the last task of the page before; nil asks for the first page.
    /// - Returns: the tasks, none for an unknown run, and whether there are more.
    package func tasks(
        of run: RunID, limit: Int, after last: Int? = nil, in tenant: TenantID
    ) throws -> (tasks: [RunTask], hasMore: Bool) {
        let sizes = try sizes(of: run, limit + 1, after: last, in: tenant)
        var bytes = 0
        let fitting = sizes.prefix(limit).prefix { task in
            bytes += task.size
            return bytes <= Self.taskPageBytes || bytes == task.size
        }
        guard let end = fitting.last?.ordinal else { return ([], false) }
        let tasks = try database.query(
            """
            SELECT t.ordinal AS ordinal, t.name AS name, t.reference AS reference, t.status AS status,
            t.attempt AS attempt, t.started_at AS started_at, t.ended_at AS ended_at, t.input AS input,
            t.output AS output, t.error AS error, t.detail AS detail, c.id AS child_run
            FROM run_tasks t \(sql: Self.joinChildren) WHERE t.run_id = \(run) AND t.tenant_id = \(tenant)
            AND t.ordinal > \(last ?? -1) AND t.ordinal <= \(end) ORDER BY t.ordinal
            """
        ).map(RunTask.init)
        return (tasks, fitting.count < sizes.count)
    }

    /// The next tasks of a run, and about how many bytes their values have.
    func sizes(
        of run: RunID, _ limit: Int, after last: Int?, in tenant: TenantID
    ) throws -> [(ordinal: Int, size: Int)] {
        let place: SQL = """
            FROM run_tasks WHERE run_id = \(run) AND tenant_id = \(tenant) AND ordinal > \(last ?? -1)
            ORDER BY ordinal LIMIT \(limit)
            """
        let noted = try database.query("SELECT ordinal, value_bytes \(sql: place)").map {
            (try $0.get("ordinal", as: Int.self), try $0.optional("value_bytes", as: Int.self))
        }
        let sizes = noted.compactMap { ordinal, size in size.map { (ordinal: ordinal, size: $0) } }
        if sizes.count == noted.count { return sizes }
        // Of a version that did not note them; who counts reads all that is counted.
        return try database.query(
            """
            SELECT ordinal, COALESCE(OCTET_LENGTH(input), 0) + COALESCE(OCTET_LENGTH(output), 0)
            + COALESCE(OCTET_LENGTH(error), 0) + COALESCE(OCTET_LENGTH(detail), 0) AS size \(sql: place)
            """
        ).map { (ordinal: try $0.get("ordinal"), size: try $0.get("size")) }
    }
}
