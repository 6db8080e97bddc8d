import Database
package import Identity

extension WorkflowStore {
    /// The latest version of each workflow, the workflow that was created last first.
    ///
    /// - Parameter last: the last workflow of the page before; nil asks for the first page.
    package func list(
        limit: Int, after last: WorkflowID? = nil, in tenant: TenantID
    ) throws -> [WorkflowVersion] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        let workflows = try database.query(
            "SELECT id FROM workflows WHERE tenant_id = \(tenant) \(sql: page) ORDER BY id DESC LIMIT \(limit)"
        ).map { try $0.get("id", as: WorkflowID.self) }
        return try latestVersions(of: workflows, in: tenant)
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

    /// The highest version of each workflow, in the order of `workflows`.
    ///
    /// SQL cannot order semantic versions, so all of them are read, from their index alone; the rest of a row only for
    /// the highest.
    func latestVersions(of workflows: [WorkflowID], in tenant: TenantID) throws -> [WorkflowVersion] {
        guard !workflows.isEmpty else { return [] }
        var latest: [WorkflowID: (version: SemanticVersion, id: WorkflowVersionID)] = [:]
        let candidates = try database.query(
            """
            SELECT workflow_id, version, id FROM workflow_versions
            WHERE tenant_id = \(tenant) AND workflow_id IN \(list: workflows)
            """)
        for row in candidates {
            let workflow = try row.get("workflow_id", as: WorkflowID.self)
            let version = try row.get("version", as: SemanticVersion.self)
            if let highest = latest[workflow], version < highest.version { continue }
            latest[workflow] = (version, try row.get("id"))
        }
        guard !latest.isEmpty else { return [] }
        let versions = try database.query(
            """
            \(sql: Self.selectVersion) \(sql: Self.fromVersions)
            WHERE v.tenant_id = \(tenant) AND v.id IN \(list: latest.values.map(\.id))
            """
        ).map(WorkflowVersion.init)
        let byWorkflow = Dictionary(uniqueKeysWithValues: versions.map { ($0.workflow, $0) })
        return workflows.compactMap { byWorkflow[$0] }
    }
}
