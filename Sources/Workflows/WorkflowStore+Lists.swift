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
}
