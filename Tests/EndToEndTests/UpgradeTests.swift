import Database
import Foundation
import JSON
import Migrations
import Synchronization
import TestServers
import Testing

/// A new version takes over while runs are under way.
@Suite struct UpgradeTests {
    private static let runCount = 100

    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: long, version: 1.0.0}
        do:
          - first: {call: http, with: {method: post, endpoint: "${ $workflow.input.url }", body: {n: "${ $workflow.input.n }"}}}
          - second: {call: http, with: {method: post, endpoint: "${ $workflow.input.url }", body: {n: "${ .n }"}}}
          - last:
              try:
                - ask: {call: http, with: {method: post, endpoint: "${ $workflow.input.url + \\"/last\\" }", body: "${ . }"}}
              catch: {retry: {delay: {milliseconds: 300}, limit: {attempt: {count: 1000}}}}
          - report: {set: {n: "${ .n + 1 }"}}
        """

    @Test func `an upgrade of every part under 100 runs in flight, and all complete`() throws {
        let isUpgraded = Mutex(false)
        let service = ScriptedServer { request in
            // Until everything is upgraded no run can end: all are in flight the whole time.
            if request.path.hasSuffix("/last"), !isUpgraded.withLock({ $0 }) { return .text("", status: 503) }
            return .json((try? JSON(parsing: request.body)) ?? .null, delay: .milliseconds(50))
        }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            let runs = try (0..<Self.runCount).map { n in
                try client.start("test/long", input: ["url": .string("\(service.url)/step"), "n": JSON(n)])
            }
            #expect(service.waitForRequests(Self.runCount, limit: Wait.limit), "the work has stopped")
            try upgrade(platform)
            for id in runs { #expect(try client.run(id)["endedAt"]?.string == nil) }
            isUpgraded.withLock { $0 = true }
            for (n, id) in runs.enumerated() {
                let run = try client.finished(id, limit: .seconds(120))
                #expect(run["status"] == "completed", "\(run)")
                #expect(run["output"] == ["n": JSON(n + 1)])
            }
        }
    }

    /// As docs/operations.md says: tables, daemons, functions, nginx.
    private func upgrade(_ platform: Platform) throws {
        try TestServers.temporaryDirectory { directory in
            let migrations = "\(directory)/migrations"
            try FileManager.default.copyItem(
                atPath: "\(TestServers.packageRoot)/sql/migrations", toPath: migrations)
            try """
            ALTER TABLE runs ADD COLUMN upgraded INT NULL, ALGORITHM = INSTANT, LOCK = NONE;
            ALTER TABLE journal ADD KEY journal_created (created_at), ALGORITHM = INPLACE, LOCK = NONE;

            """.write(toFile: "\(migrations)/9999_upgrade.sql", atomically: true, encoding: .utf8)
            let applied = try Migrator(directory: migrations).migrate(Database(platform.database))
            #expect(applied == ["9999_upgrade.sql"])
        }
        for program in [
            "daemons/worker", "functions/auth", "functions/workflows", "functions/agents", "functions/events",
        ] {
            for slot in try platform.supervisor.slots(of: program) {
                let before = platform.supervisor.pid(of: slot)
                try platform.supervisor.restart(slot)
                #expect(platform.supervisor.pid(of: slot) != before)
            }
        }
        if let pid = platform.nginx.pid { kill(pid, SIGHUP) }
    }
}
