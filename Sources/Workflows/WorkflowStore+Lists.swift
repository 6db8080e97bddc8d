import Database
package import Identity

extension WorkflowStore {
    /// The latest version of each workflow, the workflow that was created last first.
    ///
    /// - Parameter last: the last workflow of the page before; nil asks for the first page.
    package func list(
        limit: Int, after last: WorkflowID? = nil, within scope: NamespaceScope = .all, in tenant: TenantID
    ) throws -> [WorkflowVersion] {
        let page: SQL = last.map { "AND w.id < \($0)" } ?? ""
        return try latest(
            """
            \(sql: Self.selectVersion), \(sql: Self.isUnordered)
            FROM workflows w JOIN workflow_versions v ON v.tenant_id = w.tenant_id AND v.id = (
                SELECT u.id FROM workflow_versions u WHERE u.tenant_id = w.tenant_id AND u.workflow_id = w.id
                ORDER BY u.precedence DESC LIMIT 1)
            WHERE w.tenant_id = \(tenant) \(sql: page) \(sql: scope.ofWorkflows) ORDER BY w.id DESC LIMIT \(limit)
            """, in: tenant
        ).map(WorkflowVersion.init)
    }

    /// The versions of a workflow, the one that was deployed last first.
    ///
    /// - Parameter last: the last version of the page before; nil asks for the first page.
    package func versions(
        of workflow: WorkflowID, limit: Int, after last: WorkflowVersionID? = nil, in tenant: TenantID
    ) throws -> [WorkflowVersion] {
        let page: SQL = last.map { "AND v.id < \($0)" } ?? ""
        return try database.query(
            """
            \(sql: Self.selectVersion) \(sql: Self.fromVersions)
            WHERE v.tenant_id = \(tenant) AND v.workflow_id = \(workflow) \(sql: page)
            ORDER BY v.id DESC LIMIT \(limit)
            """
        ).map(WorkflowVersion.init)
    }
}
