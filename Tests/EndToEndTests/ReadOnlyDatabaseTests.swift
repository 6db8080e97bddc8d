import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A database that takes no changes for a while: clear answers, and nothing is lost.
@Suite struct ReadOnlyDatabaseTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do:
          - ask: {call: http, with: {method: post, endpoint: "${ .url }", body: {a: 1}}}
        """

    @Test func `requests are answered with 503, and runs go on when it takes changes again`() throws {
        let service = ScriptedServer { _ in .json(["ok": true], delay: .milliseconds(500)) }
        try Platform.run { (platform) throws in
            // Root may write meanwhile; the programs' users may not.
            let database = Database(platform.database)
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            let ids = try (0..<10).map { _ in try client.start("test/one", input: ["url": .string(service.url)]) }
            #expect(service.waitForRequests(ids.count, limit: Wait.limit))
            try database.execute("SET GLOBAL read_only = 1")
            let refused = try client.post("/api/v1/workflows/test/one/runs", ["input": [:]])
            #expect(refused.status == 503, "\(refused.text)")
            #expect(refused.problem == "database_read_only", "\(refused.text)")
            #expect(refused.header("Retry-After") != nil)
            // What only reads goes on.
            #expect(try client.get("/api/v1/runs").status == 200)
            try Wait.until("the worker has met it") { platform.log(of: "worker").contains("readOnly") }
            try database.execute("SET GLOBAL read_only = 0")
            for id in ids {
                let run = try client.finished(id)
                #expect(run["status"] == "completed", "\(run)")
            }
        }
    }
}
