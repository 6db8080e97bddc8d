import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What is large works, or is refused with the limit named; and the worker stays small.
///
/// With `FULL_SIZES` set in the environment there are as many runs and calls as the product promises, which takes minutes.
@Suite(.serialized) struct SizeTests {
    private static let isFull = ProcessInfo.processInfo.environment["FULL_SIZES"] != nil

    @Test func `a run of 10,000 tasks ends, and its last task can be read`() throws {
        try measured { (platform, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: many, version: 1.0.0}
                do: [{each: {for: {in: '[range(0; 10000)]'}, do: [{one: {set: {n: '${ $item }'}}}]}}]
                """)
            let id = try client.start("test/many")
            #expect(try client.finished(id, limit: .seconds(300))["output"] == ["n": 9_999])
            let database = Database(platform.database)
            #expect(try database.first("SELECT COUNT(*) AS count FROM run_tasks")?.get("count") == 10_001)
        }
    }

    @Test func `a run of many calls ends`() throws {
        let count = Self.isFull ? 10_000 : 1_000
        let service = ScriptedServer { request in .json(["target": .string(request.target)]) }
        defer { service.stop() }
        try measured { (_, client) throws in
            let call = #"{call: http, with: {method: get, endpoint: '${ "SERVICE/" + ($item | tostring) }'}}"#
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: calls, version: 1.0.0}
                do:
                  - each:
                      for: {in: '[range(0; \(count))]'}
                      do: [{ask: \(call.replacing("SERVICE", with: service.url))}]
                """)
            let run = try client.finished(client.start("test/calls"), limit: .seconds(600))
            #expect(run["output"] == ["target": .string("/\(count - 1)")], "\(run)")
        }
    }

    @Test func `a payload of 10 MB is refused with the limit named, one that may be kept works`() throws {
        let (kept, large, larger) = (3_900_000, 4_100_000, 10 << 20)
        let service = ScriptedServer { request in
            .json(.string(String(repeating: "x", count: Int(request.target.dropFirst()) ?? 0)))
        }
        defer { service.stop() }
        try measured { (_, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: answer, version: 1.0.0}
                do:
                  - ask: {call: http, with: {method: get, endpoint: '${ "\(service.url)/" + (.size | tostring) }'}}
                """)
            let output = try client.finished(client.start("test/answer", input: ["size": JSON(kept)]))["output"]
            #expect(output?.string?.utf8.count == kept)
            for (size, limit) in [(large, "4000000 bytes"), (larger, "\(4 << 20) bytes")] {
                let run = try client.finished(client.start("test/answer", input: ["size": JSON(size)]))
                #expect(run["status"] == "faulted")
                #expect(run["error"]?["detail"]?.string?.contains(limit) == true, "\(run)")
            }

            let text = JSON.string(String(repeating: "x", count: larger))
            let refused = try client.post("/api/v1/workflows/test/answer/runs", ["input": text])
            #expect(refused.status == 413 && refused.problem == "body_too_large")
            #expect(try refused.json["detail"]?.string?.contains("\(2 * 1_048_576) bytes") == true, "\(refused.text)")
        }
    }

    @Test func `many of the largest values at once are stored, by one run and by several`() throws {
        let size = 3_900_000
        let service = ScriptedServer { _ in .json(.string(String(repeating: "x", count: size))) }
        defer { service.stop() }
        try measured { (platform, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: large, version: 1.0.0}
                do:
                  - ask: {call: http, with: {method: get, endpoint: '\(service.url)'}}
                  - each: {for: {in: '${ $workflow.input.items }'}, do: [{one: {set: '${ . }'}}]}
                """)
            var runs = [try client.start("test/large", input: ["items": [1, 2, 3]])]
            runs += try (0..<3).map { _ in try client.start("test/large", input: ["items": []]) }
            for id in runs {
                let run = try client.finished(id, limit: .seconds(120))
                #expect(run["status"] == "completed", "\(run["error"] ?? .null)")
                #expect(run["output"]?.string?.utf8.count == size)
            }
        }
    }

    @Test func `after large results there is a snapshot, so that no replay reads many of them`() throws {
        let service = ScriptedServer { _ in .json(.string(String(repeating: "x", count: 3_900_000))) }
        defer { service.stop() }
        try measured { (platform, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: snapshot, version: 1.0.0}
                do:
                  - each:
                      for: {in: '[range(0; 5)]'}
                      do:
                        - ask: {call: http, with: {method: get, endpoint: '\(service.url)'}}
                        - drop: {set: {n: '${ $item }'}}
                  - rest: {wait: {hours: 1}}
                """)
            let id = try client.start("test/snapshot")
            try Wait.until("the run waits") { try client.run(id)["status"] == "waiting" }
            let snapshot = try Database(platform.database).first("SELECT seq FROM run_snapshots")
            // After 3 of 5.
            #expect(try snapshot?.get("seq") == 3)
        }
    }

    @Test func `100 nested levels work in a value, and are refused of tasks with the limit named`() throws {
        func nested(_ levels: Int) -> JSON { (0..<levels).reduce("core") { value, _ in [value] } }
        func tasks(_ levels: Int) -> String {
            (0..<levels).reduce("[{core: {set: {done: true}}}]") { inner, _ in "[{level: {do: \(inner)}}]" }
        }
        func document(_ levels: Int) -> [UInt8] {
            let head = "document: {dsl: 1.0.3, namespace: test, name: nested, version: 1.0.\(levels)}"
            return Array("\(head)\ndo: \(tasks(levels))\n".utf8)
        }
        try measured { (_, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: value, version: 1.0.0}
                do: [{wrap: {set: {wrapped: '${ [.value] }'}}}]
                """)
            let accepted = try unchecked(
                "POST", "workflows/test/value/runs?wait=60", client, ["input": ["value": nested(100)]])
            #expect(accepted["output"] == ["wrapped": nested(101)], "\(accepted)")
            let deeper = try client.post("/api/v1/workflows/test/value/runs", ["input": nested(201)])
            #expect(deeper.status == 400 && deeper.problem == "invalid_json" && deeper.text.contains("200"))

            let headers = [("Content-Type", "application/yaml")]
            let allowed = try client.send("POST", "/api/v1/workflows", headers: headers, body: document(31))
            #expect(allowed.status == 201, "\(allowed.text)")
            #expect(try client.finished(client.start("test/nested"))["output"] == ["done": true])
            for (levels, limit) in [(33, "32"), (100, "200 levels")] {
                let refused = try client.send("POST", "/api/v1/workflows", headers: headers, body: document(levels))
                #expect(refused.status == 422 && refused.text.contains(limit), "\(refused.text)")
            }
        }
    }

    @Test func `50,000 parked runs all end`() throws {
        let (count, limit) = Self.isFull ? (50_000, Duration.seconds(1_200)) : (5_000, Duration.seconds(120))
        try measured { (platform, client) throws in
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: waits, version: 1.0.0}
                do: [{only: {wait: {hours: 1}}}, {done: {set: {done: true}}}]
                """)
            let database = Database(platform.database)
            try insertRuns(count, into: database)
            try Wait.until("all are parked", limit: limit) {
                let row = try database.first(
                    "SELECT COUNT(*) AS count FROM runs WHERE status = 'waiting' AND worker_id IS NULL")
                return try row?.get("count") == count
            }
            // The hour is over, for all of them at once.
            try database.execute(
                "UPDATE runs SET started_at = started_at - INTERVAL 1 HOUR, wake_at = UTC_TIMESTAMP(6)")
            try Wait.until("all have ended", limit: limit) {
                let row = try database.first("SELECT COUNT(*) AS count FROM runs WHERE status = 'completed'")
                return try row?.get("count") == count
            }
        }
    }

    @Test func `a document of 1 MB runs, a larger one is refused with the limit named`() throws {
        let limit = 1_048_576
        let head = "document: {dsl: 1.0.3, namespace: test, name: large, version: 1.0.0}\ndo:\n"
        func line(_ number: Int) -> String {
            "  - task\(number): {set: {n: \(number), text: \"\(String(repeating: "x", count: 70))\"}}\n"
        }
        let body = (1...9_000).reduce(into: head) { text, number in text += line(number) }
        let rest = limit - body.utf8.count
        try #require(rest > 0)
        let document = body + "#" + String(repeating: "x", count: rest - 1)
        let headers = [("Content-Type", "application/yaml")]
        try measured { (_, client) throws in
            let deployed = try client.send(
                "POST", "/api/v1/workflows", headers: headers, body: Array(document.utf8))
            #expect(deployed.status == 201, "\(deployed.text.prefix(500))")
            let run = try client.finished(client.start("test/large"), limit: .seconds(120))
            #expect(run["output"]?["n"] == 9_000, "\(run)")
            let refused = try client.send(
                "POST", "/api/v1/workflows", headers: headers, body: Array((document + "x").utf8))
            #expect(refused.status == 413 && refused.problem == "body_too_large", "\(refused.text)")
            #expect(try refused.json["detail"]?.string?.contains("\(limit) bytes") == true, "\(refused.text)")
        }
    }

    /// What is answered, which nests deeper than the check of answers against their schemas goes.
    private func unchecked(_ method: String, _ path: String, _ client: Client, _ body: JSON) throws -> JSON {
        let headers = [("Authorization", "Bearer \(client.token ?? "")"), ("Content-Type", "application/json")]
        return try HTTPClient().send(
            HTTPRequest(method: method, url: "\(client.url)/api/v1/\(path)", headers: headers, body: body.bytes)
        ).json
    }

    /// Runs `body` on a platform of its own and checks that the worker has stayed small.
    private func measured(_ body: (Platform, Client) throws -> Void) throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let peak = try WorkerMemory.peak(of: platform) { try body(platform, client) }
            #expect(peak < WorkerMemory.limit, "the worker took \(peak >> 20) MB")
        }
    }

    /// Starts runs of the only workflow that there is, as the API would.
    private func insertRuns(_ count: Int, into database: Database) throws {
        try database.execute(
            """
            INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
            SELECT tenant_id, UNHEX(REPLACE(UUID(), '-', '')), id, 'pending', '{}', created_by, UTC_TIMESTAMP(6)
            FROM workflow_versions JOIN seq_1_to_50000 AS numbers ON numbers.seq <= \(count)
            """)
    }
}
