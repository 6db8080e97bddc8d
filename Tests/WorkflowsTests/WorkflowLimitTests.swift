import Database
import Identity
import TestServers
import Testing
import Workflows

@Suite struct WorkflowLimitTests {
    private let tenant = TenantID()
    private let user = UserID()

    private func deploy(_ name: String, _ version: String, in store: WorkflowStore) throws {
        _ = try store.deploy(
            WorkflowName(namespace: "test", name: name), version: #require(SemanticVersion(version)),
            source: WorkflowSource(text: "{}", mediaType: .json), by: user, in: tenant)
    }

    @Test func `a tenant has so many workflows, and no more`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let store = WorkflowStore(database: database)
            for number in 1..<WorkflowLimit.workflowLimit {
                try database.execute(
                    """
                    INSERT INTO workflows (tenant_id, id, namespace, name, created_at)
                    VALUES (\(tenant), \(WorkflowID()), 'test', \("w\(number)"), UTC_TIMESTAMP(6))
                    """)
            }
            #expect(throws: Never.self) { try deploy("last", "1.0.0", in: store) }
            #expect(throws: WorkflowLimit.workflows) { try deploy("one-more", "1.0.0", in: store) }
            // Nothing of it is left, and what is there gets new versions.
            let left = try database.query("SELECT 1 FROM workflows WHERE tenant_id = \(tenant) AND name = 'one-more'")
            #expect(left.isEmpty)
            #expect(throws: Never.self) { try deploy("last", "1.0.1", in: store) }
        }
    }

    @Test func `a workflow has so many versions, and no more`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let store = WorkflowStore(database: database)
            for number in 0..<WorkflowLimit.versionLimit { try deploy("a", "1.0.\(number)", in: store) }
            #expect(throws: WorkflowLimit.versions) { try deploy("a", "2.0.0", in: store) }
            #expect(throws: Never.self) { try deploy("b", "2.0.0", in: store) }
        }
    }
}
