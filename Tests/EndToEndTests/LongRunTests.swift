import Database
import JSON
import TestServers
import Testing

/// Runs with many tasks.
@Suite struct LongRunTests {
    @Test func `a worker that takes over a long run begins at its snapshot`() throws {
        let service = ScriptedServer { request in .json(["target": .string(request.target)]) }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let call = #"{call: http, with: {method: get, endpoint: '${ "SERVICE/" + ($item | tostring) }'}}"#
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: long, version: 1.0.0}
                do: [{each: {for: {in: '[range(0; 700)]'}, do: [{a: \(call.replacing("SERVICE", with: service.url))}]}}]
                """)
            let id = try client.start("test/long")
            let database = Database(platform.database)
            try Wait.until("there is a snapshot") {
                try database.first("SELECT 1 FROM run_snapshots WHERE seq >= 500") != nil
            }
            try platform.supervisor.kill("daemons/worker/1")
            let run = try client.finished(id, limit: .seconds(60))
            #expect(run["output"]?["target"] == "/699", "\(run)")
            // Each is asked for once, but for the one that was under way.
            let counts = Dictionary(grouping: service.requests, by: \.target).mapValues(\.count)
            #expect(counts.count == 700)
            #expect(counts.values.filter { $0 > 1 }.count <= 1)
            #expect(try database.first("SELECT 1 FROM run_snapshots") == nil, "nothing is left behind")
        }
    }
}
