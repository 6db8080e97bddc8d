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

    /// What came of ``deploy(_:version:source:by:in:)``.
    package enum Deployment: Sendable, Hashable {
        case created(WorkflowVersion)
        /// The same document was deployed before.
        case unchanged(WorkflowVersion)
        /// The version exists with another document, and stays as it is.
        case versionTaken(WorkflowVersion)
    }

    /// Adds a version, and the workflow with its first one.
    ///
    /// - Parameter check: looks at the latest version (nil: there is none), and throws to keep the workflow as it is.
    package func deploy(
        _ name: WorkflowName, version: SemanticVersion, source: WorkflowSource, by user: UserID, in tenant: TenantID,
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
            try check(latestVersions(of: [workflow], in: tenant).first)
            try database.execute(
                """
                INSERT INTO workflow_versions
                (tenant_id, id, workflow_id, version, source, media_type, created_by, created_at)
                VALUES (\(tenant), \(newVersion), \(workflow), \(version), \(source.text),
                \(source.mediaType), \(user), \(now))
                """)
            return .created(
                WorkflowVersion(
                    id: newVersion, workflow: workflow, name: name, version: version, createdBy: user, createdAt: now))
        }
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

    private func row(
        _ name: WorkflowName, _ version: SemanticVersion?, with columns: SQL, in tenant: TenantID
    ) throws -> Row? {
        guard let version = try version ?? latest(name, in: tenant) else { return nil }
        return try database.first(
            """
            \(sql: Self.selectVersion)\(sql: columns) \(sql: Self.fromVersions)
            WHERE w.tenant_id = \(tenant) AND w.namespace = \(name.namespace) AND w.name = \(name.name)
            AND v.version = \(version)
            """)
    }

    /// The highest version of a workflow. SQL cannot order semantic versions, so all are read, from their index alone.
    private func latest(_ name: WorkflowName, in tenant: TenantID) throws -> SemanticVersion? {
        try database.query(
            """
            SELECT v.version AS version \(sql: Self.fromVersions)
            WHERE w.tenant_id = \(tenant) AND w.namespace = \(name.namespace) AND w.name = \(name.name)
            """
        ).map { try $0.get("version", as: SemanticVersion.self) }.max()
    }

    /// The name's workflow; nil where there is none.
    package func workflow(_ name: WorkflowName, in tenant: TenantID) throws -> WorkflowID? {
        try database.first(
            """
            SELECT id FROM workflows
            WHERE tenant_id = \(tenant) AND namespace = \(name.namespace) AND name = \(name.name)
            """
        ).map { try $0.get("id") }
    }

    /// The document of a version; nil where there is none.
    package func source(of version: WorkflowVersionID, in tenant: TenantID) throws -> WorkflowSource? {
        try database.first(
            "SELECT source, media_type FROM workflow_versions WHERE tenant_id = \(tenant) AND id = \(version)"
        ).map(WorkflowSource.init)
    }
}
