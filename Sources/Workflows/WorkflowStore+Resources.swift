package import Database
package import Identity

extension WorkflowStore {
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
