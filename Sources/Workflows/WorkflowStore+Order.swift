import Database
import Identity

/// Which version of a workflow is the latest: the one with the highest `precedence`. A version that was written by a program
/// that did not know of it has none, and is put in order by the first one that asks for the latest of its workflow.
extension WorkflowStore {
    /// Whether a version of the workflow of `w` has no precedence. An index answers it, as it does which has the highest.
    static let isUnordered: SQL = """
        EXISTS (SELECT 1 FROM workflow_versions n WHERE n.tenant_id = w.tenant_id AND n.workflow_id = w.id
            AND n.precedence IS NULL) AS is_unordered
        """

    /// Whether the version `v` of the workflow of `w` is the latest, or one of those without precedence where none has one.
    /// Sorting would look at all versions.
    static let isLatest: SQL = """
        v.precedence <=> (SELECT MAX(n.precedence) FROM workflow_versions n
            WHERE n.tenant_id = w.tenant_id AND n.workflow_id = w.id)
        """

    /// The precedence of a workflow's latest version, which no other version has; nil where none has one.
    ///
    /// The server answers it from the end of an index while it plans the statement, in half the time of one with a row.
    func latestPrecedence(of workflow: WorkflowID, in tenant: TenantID) throws -> [UInt8]? {
        try database.first(
            """
            SELECT MAX(precedence) AS precedence FROM workflow_versions
            WHERE tenant_id = \(tenant) AND workflow_id = \(workflow)
            """
        )?.optional("precedence")
    }

    /// The rows of a query for latest versions, which has the column ``isUnordered``.
    func latest(_ query: SQL, in tenant: TenantID) throws -> [Row] {
        let rows = try database.query(query)
        let unordered = try rows.filter { try $0.get("is_unordered") }
        guard !unordered.isEmpty else { return rows }
        for row in unordered { try order(row.get("workflow_id"), in: tenant) }
        return try database.query(query)
    }

    private func order(_ workflow: WorkflowID, in tenant: TenantID) throws {
        let unordered = try database.query(
            """
            SELECT id, version FROM workflow_versions
            WHERE tenant_id = \(tenant) AND workflow_id = \(workflow) AND precedence IS NULL
            """)
        for row in unordered {
            let version = try row.get("version", as: SemanticVersion.self)
            try database.execute(
                """
                UPDATE workflow_versions SET precedence = \(version.precedence)
                WHERE tenant_id = \(tenant) AND id = \(row.get("id", as: WorkflowVersionID.self))
                """)
        }
    }
}
