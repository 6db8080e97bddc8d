import Database
import Identity

/// Which version of a workflow is the latest: the one with the highest `precedence`. A version that was written by a program
/// that did not know of it has none, comes first, and is put in order by the first one that meets it.
extension WorkflowStore {
    /// The latest version of a workflow among those that have a precedence; nil where there is none.
    func latestVersion(of workflow: WorkflowID, in tenant: TenantID) throws -> WorkflowVersionID? {
        try database.first(
            """
            SELECT id FROM workflow_versions
            WHERE tenant_id = \(tenant) AND workflow_id = \(workflow) ORDER BY precedence DESC LIMIT 1
            """
        ).map { try $0.get("id") }
    }

    /// The rows of a query for latest versions, which has a column `is_unordered`: whether the version has no precedence.
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
