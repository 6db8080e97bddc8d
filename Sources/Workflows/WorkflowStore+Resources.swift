package import Database
package import Identity

extension WorkflowStore {
    /// A version with its document and what it uses from elsewhere.
    package struct Document {
        package let version: WorkflowVersion
        package let source: WorkflowSource
        package let resources: [WorkflowResource]

        /// Bytes of all texts.
        var size: Int { resources.reduce(source.text.utf8.count) { $0 + $1.text.utf8.count } }
    }

    /// A version with its document and what it uses from elsewhere; the latest one where none is named; nil where there is none.
    package func documentWithResources(
        _ name: WorkflowName, version: SemanticVersion? = nil, in tenant: TenantID
    ) throws -> Document? {
        let columns: SQL = ", v.source AS source, v.media_type AS media_type, v.resource_count AS resource_count"
        guard let row = try row(name, version, with: columns, in: tenant) else { return nil }
        let found = try WorkflowVersion(row)
        // Most versions use nothing from elsewhere, and cost no second statement.
        let resources = try row.get("resource_count", as: Int.self) > 0 ? resources(of: found.id, in: tenant) : []
        return Document(version: found, source: try WorkflowSource(row), resources: resources)
    }

    /// What a version uses from elsewhere, in the order in which it was found.
    package func resources(
        of version: WorkflowVersionID, in tenant: TenantID
    ) throws(DatabaseError) -> [WorkflowResource] {
        let rows = try database.query(
            """
            SELECT address, text FROM workflow_resources
            WHERE tenant_id = \(tenant) AND workflow_version_id = \(version) ORDER BY number
            """)
        var resources: [WorkflowResource] = []
        for row in rows {
            resources.append(WorkflowResource(address: try row.get("address"), text: try row.get("text")))
        }
        return resources
    }

    func insert(
        _ resources: [WorkflowResource], of version: WorkflowVersionID, in tenant: TenantID
    ) throws(DatabaseError) {
        for (number, resource) in resources.enumerated() {
            try database.execute(
                """
                INSERT INTO workflow_resources (tenant_id, workflow_version_id, number, address, text)
                VALUES (\(tenant), \(version), \(number), \(resource.address), \(resource.text))
                """)
        }
    }
}
