import Database
import Identity
import TestServers
import Testing

@testable import Workflows

struct WorkflowStoreTests {
    private let tenant = TenantID()
    private let stranger = TenantID()
    private let user = UserID()
    private let refund = WorkflowName(namespace: "shop", name: "refund")

    @Test func `A deployed version is found with its document`() throws {
        try withStore { store in
            let created = try deploy(refund, "1.0.0", text: "ü: 1\n", in: store)
            #expect(created.name == refund)
            #expect(created.createdBy == user)
            #expect(try store.find(refund, version: created.version, in: tenant) == created)
            #expect(try store.source(of: created.id, in: tenant) == WorkflowSource(text: "ü: 1\n", mediaType: .yaml))
        }
    }

    @Test func `The same document is deployed once`() throws {
        try withStore { store in
            let created = try deploy(refund, "1.0.0", text: "a", in: store)
            #expect(try deployment(refund, "1.0.0", text: "a", in: store) == .unchanged(created))
            #expect(try deployment(refund, "1.0.0", text: "b", in: store) == .versionTaken(created))
            let asJSON = WorkflowSource(text: "a", mediaType: .json)
            #expect(
                try store.deploy(refund, version: created.version, source: asJSON, by: user, in: tenant)
                    == .versionTaken(created))
            #expect(try store.source(of: created.id, in: tenant)?.text == "a")
        }
    }

    @Test func `The latest version is the highest one`() throws {
        try withStore { store in
            for version in ["1.9.0", "1.10.0-rc.1", "1.10.0", "1.2.0", "1.11.0-beta"] {
                try deploy(refund, version, in: store)
            }
            #expect(try store.find(refund, in: tenant)?.version.description == "1.11.0-beta")
            try deploy(refund, "1.11.0", in: store)
            #expect(try store.find(refund, in: tenant)?.version.description == "1.11.0")
        }
    }

    @Test func `Versions of a program that knew no order are put in order`() throws {
        try withStore { store in
            for version in ["1.9.0", "1.10.0", "1.2.0"] { try deploy(refund, version, in: store) }
            // As the program of before wrote them, and as it writes while the new one runs.
            try store.database.execute("UPDATE workflow_versions SET precedence = NULL")
            #expect(try store.find(refund, in: tenant)?.version.description == "1.10.0")
            try store.database.execute("UPDATE workflow_versions SET precedence = NULL WHERE version = '1.10.0'")
            #expect(try store.document(refund, in: tenant)?.version.version.description == "1.10.0")
            try store.database.execute("UPDATE workflow_versions SET precedence = NULL WHERE version <> '1.2.0'")
            #expect(try store.list(limit: 1, in: tenant).map(\.version.description) == ["1.10.0"])
            let left = try store.database.query("SELECT 1 FROM workflow_versions WHERE precedence IS NULL")
            #expect(left.isEmpty)
        }
    }

    @Test func `Names and versions differ by case`() throws {
        try withStore { store in
            let lower = try deploy(refund, "1.0.0-a", in: store)
            let upper = try deploy(refund, "1.0.0-A", in: store)
            #expect(lower.id != upper.id)
            let other = try deploy(WorkflowName(namespace: "shop", name: "Refund"), "1.0.0-a", in: store)
            #expect(other.workflow != lower.workflow)
        }
    }

    @Test func `What was never deployed is not found`() throws {
        try withStore { store in
            #expect(try store.find(refund, in: tenant) == nil)
            try deploy(refund, "1.0.0", in: store)
            #expect(try store.find(refund, version: SemanticVersion("2.0.0"), in: tenant) == nil)
            #expect(try store.find(WorkflowName(namespace: "shop", name: "order"), in: tenant) == nil)
            #expect(try store.source(of: WorkflowVersionID(), in: tenant) == nil)
        }
    }

    @Test func `The list has the latest version of each workflow, in pages`() throws {
        try withStore { store in
            for name in ["a", "b", "c"] {
                for version in ["2.0.0", "10.0.0", "1.0.0"] {
                    try deploy(WorkflowName(namespace: "n", name: name), version, in: store)
                }
            }
            let first = try store.list(limit: 2, in: tenant)
            #expect(first.map(\.name.name) == ["c", "b"])
            #expect(first.allSatisfy { $0.version.description == "10.0.0" })
            let second = try store.list(limit: 2, after: first[1].workflow, in: tenant)
            #expect(second.map(\.name.name) == ["a"])
            #expect(try store.list(limit: 2, after: second[0].workflow, in: tenant).isEmpty)
        }
    }

    @Test func `Another tenant sees nothing and has names of its own`() throws {
        try withStore { store in
            let created = try deploy(refund, "1.0.0", text: "a", in: store)
            #expect(try store.find(refund, in: stranger) == nil)
            #expect(try store.find(refund, version: created.version, in: stranger) == nil)
            #expect(try store.source(of: created.id, in: stranger) == nil)
            #expect(try store.list(limit: 10, in: stranger).isEmpty)
            let theirs = try deploy(refund, "1.0.0", text: "b", in: store, tenant: stranger)
            #expect(theirs.workflow != created.workflow)
            #expect(try store.source(of: created.id, in: tenant)?.text == "a")
        }
    }

    @Test func `Of many who deploy a version at once one creates it`() async throws {
        try await TestServers.withDatabase { configuration in
            let outcomes = try await withThrowingTaskGroup(of: WorkflowStore.Deployment.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let database = Database(configuration)
                        defer { database.close() }
                        return try deployment(
                            refund, "1.0.0", text: "\(number % 2)", in: WorkflowStore(database: database))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let created = outcomes.filter { if case .created = $0 { true } else { false } }
            let unchanged = outcomes.filter { if case .unchanged = $0 { true } else { false } }
            #expect(created.count == 1)
            #expect(unchanged.count == 3)
        }
    }

    private func withStore(_ body: (WorkflowStore) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(WorkflowStore(database: database))
        }
    }

    @discardableResult
    private func deploy(
        _ name: WorkflowName, _ version: String, text: String = "-", in store: WorkflowStore, tenant: TenantID? = nil
    ) throws -> WorkflowVersion {
        let outcome = try deployment(name, version, text: text, in: store, tenant: tenant)
        guard case .created(let created) = outcome else {
            throw UnexpectedDeployment(outcome: outcome)
        }
        return created
    }

    private func deployment(
        _ name: WorkflowName, _ version: String, text: String, in store: WorkflowStore, tenant: TenantID? = nil
    ) throws -> WorkflowStore.Deployment {
        try store.deploy(
            name, version: #require(SemanticVersion(version)), source: WorkflowSource(text: text, mediaType: .yaml),
            by: user, in: tenant ?? self.tenant)
    }

    private struct UnexpectedDeployment: Error {
        let outcome: WorkflowStore.Deployment
    }
}
