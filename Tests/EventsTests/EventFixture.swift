import CloudEvents
import Database
import Events
import Identity
import JSON
import Runs
import TestServers
import Testing
import Workflows

/// A tenant with runs that listen, on a database of its own.
struct EventFixture {
    let database: Database
    let tenant = TenantID()
    let stranger = TenantID()
    let user = UserID()

    var events: EventStore { EventStore(database: database) }
    var dispatcher: EventDispatchStore { EventDispatchStore(database: database) }
    var subscriptions: EventSubscriptionStore { EventSubscriptionStore(database: database) }
    var inbox: RunInboxStore { RunInboxStore(database: database) }

    static func with(_ body: (EventFixture) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(EventFixture(database: database))
        }
    }

    static func with(_ body: (EventFixture) async throws -> Void) async throws {
        try await TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try await body(EventFixture(database: database))
        }
    }

    func event(_ id: String = "1", source: String = "/shop", type: String = "placed", data: JSON = 1) throws
        -> CloudEvent
    {
        try CloudEvent([
            "specversion": "1.0", "id": .string(id), "source": .string(source), "type": .string(type), "data": data,
        ])
    }

    /// Runs that are parked and listen to events of this type.
    func listening(_ count: Int = 1, to type: String? = "placed", in tenant: TenantID? = nil) throws -> [RunID] {
        let owner = tenant ?? self.tenant
        let outcome = try WorkflowStore(database: database).deploy(
            #require(WorkflowName("shop/refund")), version: #require(SemanticVersion("1.0.0")),
            source: WorkflowSource(text: "{}", mediaType: .json), by: user, in: owner)
        let version =
            switch outcome {
            case .created(let version), .unchanged(let version), .versionTaken(let version): version
            }
        let store = RunStore(database: database)
        let runs = try database.transaction { _ in
            try (0..<count).map { _ in try store.start(version, input: [:], by: user, in: owner).id }
        }
        try database.execute("UPDATE runs SET status = 'waiting' WHERE tenant_id = \(owner)")
        try subscriptions.insert(
            runs.map { EventSubscription(run: $0, ordinal: 1, filter: 0, type: type) }, in: owner)
        return runs
    }

    func count(_ table: String) throws -> Int {
        try #require(try database.first(SQL(trusted: "SELECT COUNT(*) AS n FROM \(table)"))).get("n")
    }
}
