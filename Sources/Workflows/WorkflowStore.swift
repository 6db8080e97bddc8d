package import Database
package import Identity

/// The workflows of all tenants and their versions.
///
/// All methods throw ``DatabaseError``.
package struct WorkflowStore {
    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// What came of ``deploy(_:version:source:resources:by:in:check:)``.
    package enum Deployment: Sendable, Hashable {
        case created(WorkflowVersion)
        /// The same document was deployed before.
        case unchanged(WorkflowVersion)
        /// The version exists with another document, and stays as it is.
        case versionTaken(WorkflowVersion)
    }

    /// Adds a version, and the workflow with its first one.
    ///
    /// - Parameters:
    ///   - resources: what the document uses and does not hold.
    ///   - check: looks at the latest version (nil: there is none), and throws to keep the workflow as it is.
    /// - Throws: also ``WorkflowLimit``.
    package func deploy(
        _ name: WorkflowName, version: SemanticVersion, source: WorkflowSource, resources: [WorkflowResource] = [],
        by user: UserID, in tenant: TenantID,
        check: (WorkflowVersion?) throws -> Void = { _ in }
    ) throws -> Deployment {
        let now = Timestamp.now
        let (newWorkflow, newVersion) = (WorkflowID(at: now), WorkflowVersionID(at: now))
        return try database.transaction { database in
            // Locks the workflow's row, new or old: versions of one workflow are deployed one after the other.
            try database.execute(
                """
                INSERT INTO workflows (tenant_id, id, namespace, name, created_at)
                VALUES (\(tenant), \(newWorkflow), \(name.namespace), \(name.name), \(now))
                ON DUPLICATE KEY UPDATE id = id
                """)
            if let row = try database.first(
                """
                \(sql: Self.selectVersion), v.source AS source, v.media_type AS media_type \(sql: Self.fromVersions)
                WHERE w.tenant_id = \(tenant) AND w.namespace = \(name.namespace) AND w.name = \(name.name)
                AND v.version = \(version)
                """)
            {
                let existing = try WorkflowVersion(row)
                return try WorkflowSource(row) == source ? .unchanged(existing) : .versionTaken(existing)
            }
            let workflow = try database.query(
                """
                SELECT id FROM workflows
                WHERE tenant_id = \(tenant) AND namespace = \(name.namespace) AND name = \(name.name)
                """
            )[0].get("id", as: WorkflowID.self)
            try check(find(name, in: tenant))
            try checkRoom(for: workflow, isNew: workflow == newWorkflow, in: tenant)
            try database.execute(
                """
                INSERT INTO workflow_versions
                (tenant_id, id, workflow_id, version, precedence, source, media_type, resource_count, created_by,
                created_at)
                VALUES (\(tenant), \(newVersion), \(workflow), \(version), \(version.precedence), \(source.text),
                \(source.mediaType), \(resources.count), \(user), \(now))
                """)
            try insert(resources, of: newVersion, in: tenant)
            return .created(
                WorkflowVersion(
                    id: newVersion, workflow: workflow, name: name, version: version, createdBy: user, createdAt: now))
        }
    }

    private func checkRoom(for workflow: WorkflowID, isNew: Bool, in tenant: TenantID) throws {
        let versions = try database.query(
            """
            SELECT COUNT(*) AS count FROM workflow_versions WHERE tenant_id = \(tenant) AND workflow_id = \(workflow)
            """
        )[0].get("count", as: Int.self)
        guard versions < WorkflowLimit.versionLimit else { throw WorkflowLimit.versions }
        guard isNew else { return }
        let workflows = try database.query("SELECT COUNT(*) AS count FROM workflows WHERE tenant_id = \(tenant)")[0]
            .get("count", as: Int.self)
        guard workflows <= WorkflowLimit.workflowLimit else { throw WorkflowLimit.workflows }
    }

    /// A version of a workflow, without one its latest; nil where there is none.
    package func find(
        _ name: WorkflowName, version: SemanticVersion? = nil, in tenant: TenantID
    ) throws -> WorkflowVersion? {
        try row(name, version, with: "", in: tenant).map(WorkflowVersion.init)
    }

    /// A version of a workflow with its document, without `version` its latest; nil where there is none.
    package func document(
        _ name: WorkflowName, version: SemanticVersion? = nil, in tenant: TenantID
    ) throws -> (version: WorkflowVersion, source: WorkflowSource)? {
        try row(name, version, with: ", v.source AS source, v.media_type AS media_type", in: tenant).map { row in
            (try WorkflowVersion(row), try WorkflowSource(row))
        }
    }

    func row(
        _ name: WorkflowName, _ version: SemanticVersion?, with columns: SQL, in tenant: TenantID
    ) throws -> Row? {
        let found: SQL = """
            \(sql: Self.fromVersions)
            WHERE w.tenant_id = \(tenant) AND w.namespace = \(name.namespace) AND w.name = \(name.name)
            """
        if let version {
            return try database.first(
                "\(sql: Self.selectVersion)\(sql: columns) \(sql: found) AND v.version = \(version)")
        }
        return try latest(
            """
            \(sql: Self.selectVersion)\(sql: columns), \(sql: Self.isUnordered) \(sql: found)
            AND \(sql: Self.isLatest) LIMIT 1
            """, in: tenant
        ).first
    }

    /// The document of a version; nil where there is none.
    package func source(of version: WorkflowVersionID, in tenant: TenantID) throws -> WorkflowSource? {
        try database.first(
            "SELECT source, media_type FROM workflow_versions WHERE tenant_id = \(tenant) AND id = \(version)"
        ).map(WorkflowSource.init)
    }
}
