import Agents
import Database
import Identity
import TestServers
import Testing

@Suite struct AgentLimitTests {
    private let tenant = TenantID()
    private let user = UserID()
    private let settings = AgentSettings(model: "local", instructions: "Be brief.")

    @Test func `a tenant has so many agents, and no more`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let store = AgentStore(database: database)
            for number in 1..<AgentStore.agentLimit {
                try database.execute(
                    """
                    INSERT INTO agents (tenant_id, id, name, created_at)
                    VALUES (\(tenant), \(AgentID()), \("a\(number)"), UTC_TIMESTAMP(6))
                    """)
            }
            #expect(throws: Never.self) { try store.create("last", settings, by: user, in: tenant) }
            #expect(throws: AgentStore.Limit.agents) { try store.create("more", settings, by: user, in: tenant) }
            #expect(throws: Never.self) { try store.create("more", settings, by: user, in: TenantID()) }
        }
    }

    @Test func `an agent has so many versions, and no more`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let store = AgentStore(database: Database(configuration))
            _ = try store.create("a", settings, by: user, in: tenant)
            for _ in 1..<AgentStore.versionLimit { _ = try store.addVersion(to: "a", settings, by: user, in: tenant) }
            #expect(throws: AgentStore.Limit.versions) {
                try store.addVersion(to: "a", settings, by: user, in: tenant)
            }
        }
    }
}
