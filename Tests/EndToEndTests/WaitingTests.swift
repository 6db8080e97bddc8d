import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// `?wait=SECONDS`.
@Suite struct WaitingTests {
    private static func deploy(_ client: Client, service: ScriptedServer? = nil) throws {
        let step =
            if let service {
                "ask: {call: http, with: {method: get, endpoint: \"http://127.0.0.1:\(service.port)/\"}}"
            } else {
                "greet: {set: {greeting: \"Hello ${ .name }!\"}}"
            }
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: \(service == nil ? "quick" : "slow"), version: 1.0.0}
            do:
              - \(step)
            """)
    }

    private static func silent() -> ScriptedServer {
        ScriptedServer { _ in
            var answer = ScriptedAnswer.text("late", status: 200, headers: [])
            answer.delay = .seconds(60)
            return answer
        }
    }

    @Test func `a start that waits answers with the finished run, also when it is repeated`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try Self.deploy(client)
            let answers = try (0..<2).map { _ in
                try client.send(
                    "POST", "/api/v1/workflows/test/quick/runs?wait=30",
                    headers: [("Content-Type", "application/json"), ("Idempotency-Key", "a")],
                    body: JSON.object(["input": ["name": "Ada"]]).bytes)
            }
            for answer in answers {
                #expect(answer.status == 200, "\(answer.text)")
                #expect(try answer.json["status"] == "completed")
                #expect(try answer.json["output"] == ["greeting": "Hello Ada!"])
                let id = try #require(try answer.json["id"]?.string)
                #expect(answer.header("Location") == "/api/v1/runs/\(id)")
            }
            #expect(try answers[0].json["id"] == answers[1].json["id"])
            #expect(answers[1].header("Idempotent-Replayed") == "true")
            let tooLong = try client.post("/api/v1/workflows/test/quick/runs?wait=61", ["input": [:]])
            #expect(tooLong.problem == "invalid_parameter")
            #expect(tooLong.text.contains("60"))
            #expect(try client.get("/api/v1/runs").json["items"]?.array?.count == 1)
        }
    }

    @Test func `a run that is not finished in time is answered as it is`() throws {
        let service = Self.silent()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try Self.deploy(client, service: service)
            let answer = try client.post("/api/v1/workflows/test/slow/runs?wait=1", ["input": [:]])
            #expect(answer.status == 202)
            let id = try #require(try answer.json["id"]?.string)
            let shown = try client.get("/api/v1/runs/\(id)?wait=1")
            #expect(shown.status == 200)
            #expect(try shown.json["status"] == "running")
        }
    }

    @Test func `others are answered while two hundred wait, and each gets its run`() throws {
        let service = Self.silent()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try Self.deploy(client, service: service)
            let shared = try client.start("test/slow", input: ["number": -1])
            let starting = WaitingClients(client)
            let showing = WaitingClients(client)
            for number in 0..<100 {
                starting.begin(
                    "POST", "/api/v1/workflows/test/slow/runs?wait=60", ["input": ["number": JSON(number)]])
                showing.begin("GET", "/api/v1/runs/\(shared)?wait=60")
            }
            var ids: [String] = []
            try Wait.until("all runs are under way") {
                ids =
                    try client.get("/api/v1/runs?limit=100&status=running").json["items"]?.array?
                    .compactMap { $0["id"]?.string } ?? []
                return ids.count == 100 && service.requests.count >= 101
            }
            for _ in 0..<50 { #expect(try client.get("/api/v1/workflows").status == 200) }
            #expect(starting.answeredCount + showing.answeredCount == 0)

            for id in Set(ids + [shared]) { _ = try client.send("POST", "/api/v1/runs/\(id)/cancel") }
            // The list shows a hundred of the hundred and one runs.
            try Wait.until("the last run is cancelled") {
                let rest = try client.get("/api/v1/runs?status=running").json["items"]?.array ?? []
                for run in rest { _ = try client.send("POST", "/api/v1/runs/\(run["id"]?.string ?? "")/cancel") }
                return rest.isEmpty
            }
            let started = try starting.wait(for: 100)
            #expect(started.allSatisfy { $0.status == 200 })
            #expect(try Set(started.map { try $0.json["input"]?["number"]?.int ?? -1 }) == Set(0..<100))
            #expect(try Set(started.map { try $0.json["status"]?.string }) == ["cancelled"])
            let shown = try showing.wait(for: 100)
            #expect(try Set(shown.map { try $0.json["id"]?.string }) == [shared])
            #expect(try Set(shown.map { try $0.json["status"]?.string }) == ["cancelled"])
        }
    }

    @Test func `a run's end is not missed when Redis is gone`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try Self.deploy(client)
            platform.redis.kill()
            let answer = try client.post("/api/v1/workflows/test/quick/runs?wait=30", ["input": ["name": "Ada"]])
            #expect(answer.status == 200, "\(answer.text)")
            try platform.redis.start()
            #expect(try client.post("/api/v1/workflows/test/quick/runs?wait=30", ["input": [:]]).status == 200)
        }
    }

    @Test func `who waits is answered when the function is restarted`() throws {
        let service = Self.silent()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try Self.deploy(client, service: service)
            let waiting = WaitingClients(client)
            for _ in 0..<20 { waiting.begin("POST", "/api/v1/workflows/test/slow/runs?wait=60", ["input": [:]]) }
            _ = service.waitForRequests(20)
            for slot in try platform.supervisor.slots(of: "functions/workflows") {
                try platform.supervisor.restart(slot)
            }
            let answers = try waiting.wait(for: 20)
            #expect(Set(answers.map(\.status)) == [202])
        }
    }
}
