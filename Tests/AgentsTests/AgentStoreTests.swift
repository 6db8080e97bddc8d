import Agents
import Database
import Identity
import JSON
import TestServers
import Testing

struct AgentStoreTests {
    private let tenant = TenantID()
    private let stranger = TenantID()
    private let user = UserID()
    private let settings = AgentSettings(
        model: "local", instructions: "Say „yes“ or no.\n", outputSchema: ["type": "object", "required": ["answer"]],
        temperature: 0.25, maxOutputTokens: 64)

    @Test func `A new agent is found with all its settings`() throws {
        try withStore { store in
            let created = try create("reader", settings, in: store)
            #expect(created.version == 1)
            #expect(created.settings == settings)
            #expect(created.createdBy == user)
            #expect(try store.version("reader", in: tenant) == created)
            #expect(try store.version("reader", 1, in: tenant) == created)
        }
    }

    @Test func `Settings may be left to the provider`() throws {
        try withStore { store in
            let plain = AgentSettings(model: "local", instructions: "")
            try create("plain", plain, in: store)
            #expect(try store.version("plain", in: tenant)?.settings == plain)
        }
    }

    @Test func `A name is taken once in a tenant`() throws {
        try withStore { store in
            try create("reader", settings, in: store)
            #expect(try store.create("reader", settings, by: user, in: tenant) == .nameTaken)
            try create("Reader", settings, in: store)
            try create("reader", settings, in: store, tenant: stranger)
        }
    }

    @Test func `Versions are counted and stay as they are`() throws {
        try withStore { store in
            let first = try create("reader", settings, in: store)
            let changed = AgentSettings(model: "other", instructions: "Be brief.")
            let second = try #require(try store.addVersion(to: "reader", changed, by: user, in: tenant))
            #expect(second.version == 2)
            #expect(second.agent == first.agent)
            #expect(try store.version("reader", in: tenant) == second)
            #expect(try store.version("reader", 1, in: tenant) == first)
            #expect(try store.version("reader", 3, in: tenant) == nil)
            #expect(try store.addVersion(to: "writer", changed, by: user, in: tenant) == nil)
        }
    }

    @Test func `The list has the latest version of each agent, in pages`() throws {
        try withStore { store in
            for name in ["a", "b", "c"] { try create(name, settings, in: store) }
            _ = try store.addVersion(
                to: "b", AgentSettings(model: "other", instructions: ""), by: user, in: tenant)
            let first = try store.list(limit: 2, in: tenant)
            #expect(first.map(\.name) == ["c", "b"])
            #expect(first.map(\.version) == [1, 2])
            #expect(first.map(\.model) == ["local", "other"])
            let second = try store.list(limit: 2, after: first[1].id, in: tenant)
            #expect(second.map(\.name) == ["a"])
            #expect(try store.list(limit: 2, after: second[0].id, in: tenant).isEmpty)
        }
    }

    @Test func `Another tenant sees and changes nothing`() throws {
        try withStore { store in
            try create("reader", settings, in: store)
            #expect(try store.version("reader", in: stranger) == nil)
            #expect(try store.version("reader", 1, in: stranger) == nil)
            #expect(try store.list(limit: 10, in: stranger).isEmpty)
            #expect(try store.addVersion(to: "reader", settings, by: user, in: stranger) == nil)
            #expect(try store.version("reader", in: tenant)?.version == 1)
        }
    }

    @Test func `Versions added at once have numbers of their own`() async throws {
        try await TestServers.withDatabase { configuration in
            let database = Database(configuration)
            try create("reader", settings, in: AgentStore(database: database))
            database.close()
            let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let database = Database(configuration)
                        defer { database.close() }
                        return try AgentStore(database: database).addVersion(
                            to: "reader", settings, by: user, in: tenant)?
                            .version
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(numbers) == Set(2...9))
        }
    }

    private func withStore(_ body: (AgentStore) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(AgentStore(database: database))
        }
    }

    @discardableResult
    private func create(
        _ name: String, _ settings: AgentSettings, in store: AgentStore, tenant: TenantID? = nil
    ) throws -> AgentVersion {
        let outcome = try store.create(name, settings, by: user, in: tenant ?? self.tenant)
        guard case .created(let version) = outcome else { throw NameTaken() }
        return version
    }

    private struct NameTaken: Error {}
}
