import Database
import Identity
import JSON
import Migrations
import TestServers
import Testing
import Workflows

@testable import Runs

/// Large values stand on pages of their own, and who does not ask for them does not read these.
@Suite struct OverflowPageTests {
    private static let runs = 50
    /// Of each output; on some 60 pages.
    private static let size = 1_000_000
    /// How many times smaller inputs and tasks' outputs are.
    private static let part = 10
    /// What may be read more meanwhile, as by the server for itself. All outputs have some 3,000 pages, all inputs and all tasks'
    /// outputs 300 each.
    private static let tolerance = 250
    private static let single = "one run"
    /// How often a question is counted at most.
    private static let attempts = 50

    @Test func `lists, claims and counts read no more pages where inputs and outputs are large`() throws {
        let server = try PrivateMariaDB(isDurable: false)
        defer { server.stop() }
        let (small, large) = (try Self.pages(on: server, size: 10), try Self.pages(on: server, size: Self.size))
        for (name, pages) in small where name != Self.single {
            let more = try #require(large[name]) - pages
            #expect(more < Self.tolerance, "\(name) read \(more) pages more")
        }
        // Who asks for a value reads all its pages.
        let (few, many) = (try #require(small[Self.single]), try #require(large[Self.single]))
        #expect(many > few + Self.size / 16_384)
    }

    /// How many pages each question to a database with 50 runs looks at, by its name.
    private static func pages(on server: PrivateMariaDB, size: Int) throws -> [String: Int] {
        let configuration = try server.createDatabase()
        defer { server.dropDatabase(configuration) }
        let database = Database(configuration)
        _ = try Migrator(directory: "\(TestServers.packageRoot)/sql/migrations").migrate(database)
        let fixture = RunFixture(database: database)
        let workflow = try fixture.deploy()
        let runs = (0..<Self.runs).map { _ in RunID() }
        for (number, run) in runs.enumerated() {
            let status: RunStatus = number % 2 == 0 ? .completed : .pending
            try database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, input_bytes, output, created_by,
                created_at, ended_at) VALUES (\(fixture.tenant), \(run), \(workflow.id), \(status),
                CONCAT('"', REPEAT('x', \(size / part)), '"'), \(size / part + 2), CONCAT('"', REPEAT('x', \(size)), '"'),
                \(fixture.user), UTC_TIMESTAMP(6), IF(\(number % 2 == 0), UTC_TIMESTAMP(6), NULL))
                """)
        }
        for ordinal in 0..<Self.runs {
            try database.execute(
                """
                INSERT INTO run_tasks (run_id, ordinal, tenant_id, name, reference, status, attempt, started_at,
                output, value_bytes) VALUES (\(runs[0]), \(ordinal), \(fixture.tenant), 'a', '/do/0/a', 'running', 1,
                UTC_TIMESTAMP(6), CONCAT('"', REPEAT('x', \(size / part)), '"'), \(size / part + 2))
                """)
        }
        let claims = RunClaimStore(database: database)
        let lease = try WorkerLeaseStore(database: database).open()
        let store = fixture.runs
        func count(_ body: () throws -> Bool) throws -> Int {
            // The first time definitions of tables are read. The server counts what it reads for itself too, as for purging and
            // for statistics: what was counted twice in a row is the question's own.
            #expect(try body())
            var counts: [Int] = []
            repeat {
                let before = try reads(database)
                #expect(try body())
                counts.append(try reads(database) - before)
            } while counts.suffix(2).count < 2 || (counts.last != counts.dropLast().last && counts.count < attempts)
            return try #require(counts.min())
        }
        return [
            "a list": try count {
                try store.list(limit: 50, in: fixture.tenant).count == Self.runs
            },
            "a list of a status": try count {
                try store.list(status: .completed, limit: 50, in: fixture.tenant).count == Self.runs / 2
            },
            "what a claim may take": try count { try claims.plan(50, knowing: 1).runs.count == Self.runs / 2 },
            "what a worker's runs are asked": try count { try claims.demands(under: lease).isEmpty },
            "open tasks": try count {
                try store.openTasks(of: runs[0], in: fixture.tenant).count == Self.runs
            },
            "sizes of tasks": try count {
                try store.sizes(of: runs[0], 50, after: nil, in: fixture.tenant).count == Self.runs
            },
            single: try count { try store.find(runs[0], in: fixture.tenant) != nil },
        ]
    }

    private static func reads(_ database: Database) throws -> Int {
        let row = try database.first(
            """
            SELECT CAST(VARIABLE_VALUE AS SIGNED) AS count FROM information_schema.GLOBAL_STATUS
            WHERE VARIABLE_NAME = 'INNODB_BUFFER_POOL_READ_REQUESTS'
            """)
        return try #require(row).get("count")
    }
}
