import Costs
import Database
import JSON
import Workflows

extension RunStore {
    /// The columns that ``RunSummary`` is read from.
    static let selectSummary: SQL = """
        SELECT r.id AS id, w.namespace AS namespace, w.name AS name, v.version AS version, r.status AS status,
        r.created_at AS created_at, r.started_at AS started_at, r.ended_at AS ended_at
        """

    static let fromRuns: SQL = """
        FROM runs r JOIN workflow_versions v ON v.tenant_id = r.tenant_id AND v.id = r.workflow_version_id
        JOIN workflows w ON w.tenant_id = v.tenant_id AND w.id = v.workflow_id
        """

    /// The runs `c` that tasks `t` have started and wait for.
    static let joinChildren: SQL = """
        LEFT JOIN runs c ON c.tenant_id = t.tenant_id AND c.parent_run_id = t.run_id AND c.parent_ordinal = t.ordinal
        """
}

extension RunSummary {
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"),
            workflow: WorkflowName(namespace: try row.get("namespace"), name: try row.get("name")),
            version: try row.get("version"), status: try row.get("status"), createdAt: try row.get("created_at"),
            startedAt: try row.optional("started_at"), endedAt: try row.optional("ended_at"))
    }
}

extension Run {
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), workflowVersion: try row.get("workflow_version_id"),
            workflow: WorkflowName(namespace: try row.get("namespace"), name: try row.get("name")),
            version: try row.get("version"), status: try row.get("status"),
            input: try JSON(parsing: row.get("input", as: String.self)), output: try row.json("output"),
            error: try row.json("error"), cost: try row.optional("cost") ?? .zero, createdBy: try row.get("created_by"),
            createdAt: try row.get("created_at"), startedAt: try row.optional("started_at"),
            endedAt: try row.optional("ended_at"), cancelRequestedAt: try row.optional("cancel_requested_at"),
            suspendRequestedAt: try row.optional("suspend_requested_at"))
    }
}

extension RunTask {
    init(_ row: Row) throws {
        self.init(
            ordinal: try row.get("ordinal"), name: try row.get("name"), reference: try row.get("reference"),
            status: try row.get("status"), attempt: try row.get("attempt"), startedAt: try row.get("started_at"),
            endedAt: try row.optional("ended_at"), input: try row.json("input"), output: try row.json("output"),
            error: try row.json("error"), detail: try row.json("detail"), childRun: try row.optional("child_run"))
    }
}

extension Row {
    /// A column that holds JSON text or NULL.
    func json(_ column: String) throws -> JSON? {
        try optional(column, as: String.self).map { try JSON(parsing: $0) }
    }
}

extension RunStatus: SQLConvertible, SQLReadable {}
extension RunTask.Status: SQLConvertible, SQLReadable {}
