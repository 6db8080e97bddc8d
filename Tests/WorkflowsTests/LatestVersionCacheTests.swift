import Database
import Identity
import TestServers
import Testing

@testable import Workflows

struct LatestVersionCacheTests {
    private let tenant = TenantID()
    private let stranger = TenantID()
    private let refund = WorkflowName(namespace: "shop", name: "refund")

    @Test func `What was made of a version is made once, and anew for the next version`() throws {
        try withCache { cache, store in
            #expect(try cache.latest(refund, in: tenant, make: \.source.text) == nil)
            try deploy("1.0.0", "first", in: store)
            #expect(try cache.latest(refund, in: tenant, make: \.source.text) == "first")
            #expect(try cache.latest(refund, in: tenant) { _ in "made again" } == "first")
            try deploy("0.9.0", "older", in: store)
            #expect(try cache.latest(refund, in: tenant) { _ in "made again" } == "first")
            try deploy("1.1.0", "second", in: store)
            #expect(try cache.latest(refund, in: tenant, make: \.source.text) == "second")
        }
    }

    @Test func `Another tenant has workflows of its own`() throws {
        try withCache { cache, store in
            try deploy("1.0.0", "first", in: store)
            #expect(try cache.latest(refund, in: tenant, make: \.source.text) == "first")
            #expect(try cache.latest(refund, in: stranger, make: \.source.text) == nil)
        }
    }

    @Test func `A long document, or one of too many, is read again`() throws {
        try withCache { cache, store in
            let limit = LatestVersionCache<String>.documentLimit
            try deploy("1.0.0", String(repeating: "a", count: limit + 1), in: store)
            #expect(try cache.latest(refund, in: tenant) { _ in "first" } == "first")
            #expect(try cache.latest(refund, in: tenant) { _ in "again" } == "again")
            try deploy("1.0.1", String(repeating: "a", count: limit), in: store)
            #expect(try cache.latest(refund, in: tenant) { _ in "first" } == "first")
            #expect(try cache.latest(refund, in: tenant) { _ in "again" } == "first")
            for number in 0..<LatestVersionCache<String>.entryLimit {
                let name = WorkflowName(namespace: "shop", name: "other\(number)")
                try deploy("1.0.0", "text", as: name, in: store)
                _ = try cache.latest(name, in: tenant) { _ in "other" }
            }
            #expect(try cache.latest(refund, in: tenant) { _ in "again" } == "again")
        }
    }

    private func deploy(
        _ version: String, _ text: String, as name: WorkflowName? = nil, in store: WorkflowStore
    ) throws {
        let version = try #require(SemanticVersion(version))
        _ = try store.deploy(
            name ?? refund, version: version, source: WorkflowSource(text: text, mediaType: .yaml), by: UserID(),
            in: tenant)
    }

    private func withCache(_ body: (LatestVersionCache<String>, WorkflowStore) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            let store = WorkflowStore(database: database)
            try body(LatestVersionCache(store), store)
        }
    }
}
