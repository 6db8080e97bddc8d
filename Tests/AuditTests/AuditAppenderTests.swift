import Audit
import Database
import Identity
import JSON
import TestServers
import Testing

@Suite struct AuditAppenderTests {
    private struct Stopped: Error {}

    @Test func `an entry goes with its change, or not at all`() throws {
        try AuditFixture.with { (audit) throws in
            #expect(throws: Stopped.self) {
                try audit.database.transaction { database in
                    try AuditStore(database).record(audit.entry(), in: audit.tenant)
                    throw Stopped()
                }
            }
            #expect(try audit.appender.waitingTenants().isEmpty)
            try audit.record(audit.entry())
            #expect(try audit.appender.waitingTenants() == [audit.tenant])
            #expect(try audit.appender.append(of: audit.tenant).count == 1)
            #expect(try audit.appender.append(of: audit.tenant).count == 0)
            #expect(try audit.appender.waitingTenants().isEmpty)
        }
    }

    @Test func `two appenders make one chain`() async throws {
        try await TestServers.withDatabase { (configuration) async throws in
            let database = Database(configuration)
            let audit = AuditFixture(database: database, configuration: configuration)
            let (entries, tenant) = (800, audit.tenant)
            for number in 0..<entries { try audit.record(audit.entry(after: ["revision": JSON(number)])) }
            let moved = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        let own = Database(configuration)
                        defer { own.close() }
                        let appender = AuditAppender(database: own)
                        var moved = 0
                        while try !appender.waitingTenants().isEmpty { moved += try appender.append(of: tenant).count }
                        return moved
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(moved == entries)
            #expect(try audit.all().map(\.seq) == Array(1...entries))
            #expect(try audit.verified().result == nil)
            database.close()
        }
    }

    @Test func `one that ends in between has moved nothing`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(3)
            for _ in 0..<4 { try audit.record(audit.entry()) }
            let other = Database(audit.configuration)
            let connection = try #require(try other.first("SELECT CONNECTION_ID() AS id")?.get("id", as: Int.self))
            // The whole batch is written, and its connection breaks before the commit.
            #expect(throws: (any Error).self) {
                try other.transaction { database in
                    #expect(try AuditAppender(database: database).append(of: audit.tenant).count == 4)
                    try audit.database.execute(SQL(trusted: "KILL CONNECTION \(connection)"))
                    throw Stopped()
                }
            }
            #expect(try audit.all().count == 3)
            #expect(try audit.appender.append(of: audit.tenant).count == 4)
            #expect(try audit.all().map(\.seq) == Array(1...7))
            #expect(try audit.verified().result == nil)
        }
    }

    @Test func `its time is the database's`() throws {
        try AuditFixture.with { (audit) throws in
            func now() throws -> Timestamp {
                try #require(try audit.database.first("SELECT UTC_TIMESTAMP(6) AS now")).get("now")
            }
            let start = try now()
            let wrong = audit.entry(at: .now + .seconds(-86_400))
            try audit.database.transaction { try AuditStore($0).record(wrong, in: audit.tenant) }
            _ = try audit.appender.append(of: audit.tenant)
            let at = try #require(try audit.all().first).entry.at
            #expect(start <= at)
            #expect(at <= (try now()))
        }
    }

    @Test func `a state of null is none`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.record(audit.entry(before: .null, after: .null))
            _ = try audit.appender.append(of: audit.tenant)
            #expect(try audit.all().first?.entry.after == nil)
            #expect(try audit.verified().result == nil)
        }
    }

    @Test func `what belongs to no tenant is not kept`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.record(audit.entry(.logInFailed, AuditTarget(.user)), in: AuditStore.nobody)
            #expect(try audit.appender.append(of: AuditStore.nobody).count == 1)
            #expect(try audit.all(of: AuditStore.nobody).isEmpty)
            #expect(try audit.appender.waitingTenants().isEmpty)
        }
    }

    @Test func `large states are told of by size and digest, long names are cut`() throws {
        try AuditFixture.with { (audit) throws in
            let large: JSON = ["text": .string(String(repeating: "x", count: AuditState.sizeLimit))]
            let long = String(repeating: "é", count: 2_000)
            for number in 0..<60 {
                let fitting: JSON = ["n": JSON(number), "text": .string(String(repeating: "y", count: 30_000))]
                try audit.record(audit.entry(.putSecret, AuditTarget(.secret, long), before: large, after: fitting))
            }
            var batches: [Int] = []
            while let moved = try Optional(audit.appender.append(of: audit.tenant).count), moved > 0 {
                batches.append(moved)
            }
            // A transaction keeps to its bytes.
            #expect(batches.count == 2, "\(batches)")
            let entry = try #require(try audit.all().first)
            let before = try JSON(parsing: try #require(entry.entry.before))
            #expect(before["omitted"] == true)
            #expect(before["bytes"]?.int == large.text.utf8.count)
            #expect(entry.entry.targetName?.count == AuditTarget.nameLimit)
            #expect(try audit.verified().result == nil)
        }
    }
}
