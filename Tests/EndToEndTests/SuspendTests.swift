import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Runs that are suspended and resumed under a real worker.
@Suite(.onePlatform) struct SuspendTests {
    @Test func `nothing is called while a run is suspended, and it goes on where it was`() throws {
        let service = ScriptedServer { _ in .json(["ok": true], delay: .milliseconds(100)) }
        let client = try Client.newTenant()
        try client.deploy(Self.loop(service.url))
        let id = try client.start("test/loop")
        try #require(service.waitForRequests(5, limit: Wait.limit))
        let asked = try client.control(id, "suspend")
        #expect([200, 202].contains(asked.status), "\(asked.text)")
        try client.wait(for: id, "suspended")
        #expect(try client.control(id, "suspend").status == 200)
        let count = service.requests.count
        #expect(count < 40)
        // Somebody else's run shows that the worker works on.
        try client.deploy(Self.loop(service.url + "/other", name: "other", count: 10))
        _ = try client.finished(client.start("test/other"))
        #expect(service.requests.filter { !$0.path.hasPrefix("/other") }.count == count)

        #expect(try client.control(id, "resume").status == 200)
        #expect(try client.control(id, "resume").status == 200)
        let run = try client.finished(id)
        #expect(run["output"] == ["seen": .array((0..<40).map { JSON($0) })], "\(run)")
        #expect(run["suspendRequestedAt"] == .null)
        // Each call once: what was under way when the run was suspended was waited for.
        #expect(service.requests.filter { !$0.path.hasPrefix("/other") }.count == 40)
        let ended = try client.control(id, "suspend")
        #expect(ended.status == 409 && ended.problem == "run_finished" && ended.text.contains("completed"))
        #expect(try client.control(id, "resume").problem == "run_finished")
    }

    @Test func `a call that takes too long is given up, and made again with the same key`() throws {
        let first = Flag()
        let service = ScriptedServer { _ in first.take() ? .json([:], delay: .seconds(50)) : .json(["n": 1]) }
        let client = try Client.newTenant()
        try client.deploy(Self.one("{call: http, with: {method: post, endpoint: '\(service.url)'}}"))
        let id = try client.start("test/one")
        try #require(service.waitForRequests(1, limit: Wait.limit))
        #expect(try client.control(id, "suspend", ["deadlineSeconds": 3_600]).status == 202)
        let again = try client.control(id, "suspend", ["deadlineSeconds": 0])
        #expect([200, 202].contains(again.status))
        try client.wait(for: id, "suspended")
        #expect(service.requests.count == 1)
        _ = try client.control(id, "resume")
        #expect(try client.finished(id)["output"] == ["n": 1])
        let keys = service.requests.map { $0.header("Idempotency-Key") }
        #expect(keys.count == 2 && keys[0] != nil && keys[0] == keys[1])
    }

    @Test func `a run that is resumed while its call is under way begins what was held back`() throws {
        let service = ScriptedServer { request in
            .json(["path": .string(request.path)], delay: request.path == "/slow" ? .seconds(50) : .zero)
        }
        let client = try Client.newTenant()
        let call = "{call: http, with: {method: post, endpoint: '\(service.url)/PATH'}}"
        let fork = """
            {fork: {branches: [{slow: \(call.replacing("PATH", with: "slow"))},
                {quick: {do: [{wait: {wait: {seconds: 1}}}, {call: \(call.replacing("PATH", with: "quick"))}]}}]}}
            """
        try client.deploy(Self.one(fork.replacing("\n", with: "")))
        let id = try client.start("test/one")
        try #require(service.waitForRequests(1, limit: Wait.limit))
        #expect(try client.control(id, "suspend").status == 202)
        try Wait.until("the wait is over") {
            try client.tasks(of: id).contains { $0["name"] == "wait" && $0["status"] == "completed" }
        }
        #expect(service.requests.map(\.path) == ["/slow"])
        _ = try client.control(id, "resume")
        #expect(service.waitForRequests(2, limit: .seconds(30)), "the other branch goes on before the slow call ends")
        _ = try client.control(id, "cancel")
        #expect(try client.finished(id)["status"] == "cancelled")
    }

    @Test func `a loop without an end is suspended, and cancelled while it is`() throws {
        let client = try Client.newTenant()
        try client.deploy(
            Self.one(#"{for: {each: n, in: "[range(0; 100000)]"}, while: "true", do: [{a: {set: {n: "${ $n }"}}}]}"#))
        let id = try client.start("test/one")
        try client.wait(for: id, "running")
        let asked = try client.control(id, "suspend")
        #expect(asked.status == 202, "\(asked.text)")
        try client.wait(for: id, "suspended")
        #expect(try client.control(id, "cancel").status == 200)
        #expect(try client.run(id)["status"] == "cancelled")
    }

    @Test func `an event and a time that came meanwhile are seen after the resume`() throws {
        let client = try Client.newTenant()
        try client.deploy(
            Self.one(
                """
                {fork: {branches: [{event: {listen: {to: {one: {with: {type: placed}}}}}},
                    {time: {wait: {seconds: 2}}}]}}
                """.replacing("\n", with: "")))
        let id = try client.start("test/one")
        try client.wait(for: id, "waiting")
        let due = ContinuousClock.now + .seconds(2)
        #expect(try client.control(id, "suspend").status == 200)
        let event: JSON = ["specversion": "1.0", "id": "1", "source": "/s", "type": "placed", "data": ["n": 1]]
        let sent = try client.send(
            "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes)
        #expect(sent.status == 202)
        try Wait.until("the run's time passes") { ContinuousClock.now > due }
        #expect(try client.run(id)["status"] == "suspended")
        _ = try client.control(id, "resume")
        let run = try client.finished(id)
        #expect(run["status"] == "completed", "\(run)")
        #expect(run["output"]?[0]?[0]?["n"] == 1, "\(run)")
    }

    @Test func `runs that are awaited are suspended and resumed with the one that awaits them`() throws {
        let service = ScriptedServer { _ in .json(["ok": true], delay: .milliseconds(100)) }
        let client = try Client.newTenant()
        try client.deploy(Self.loop(service.url))
        try client.deploy(
            Self.one("{run: {workflow: {namespace: test, name: loop, version: 1.0.0}}}"))
        let id = try client.start("test/one")
        try #require(service.waitForRequests(5, limit: Wait.limit))
        _ = try client.control(id, "suspend")
        let child = try #require(
            try client.get("/api/v1/runs?workflow=test/loop").json["items"]?[0]?["id"]?.string)
        try client.wait(for: id, "suspended")
        try client.wait(for: child, "suspended")
        _ = try client.control(id, "resume")
        let run = try client.finished(id)
        #expect(run["output"]?["seen"]?.array?.count == 40, "\(run)")
        #expect(service.requests.count == 40)
    }

    @Test func `what is wrong is named`() throws {
        let (client, stranger) = (try Client.newTenant(), try Client.newTenant())
        try client.deploy(Self.one("{wait: {hours: 1}}"))
        let id = try client.start("test/one")
        #expect(try stranger.control(id, "suspend").problem == "run_not_found")
        #expect(try stranger.control(id, "resume").problem == "run_not_found")
        for body: JSON in [["deadlineSeconds": -1], ["deadlineSeconds": 3_601], ["deadline": 1]] {
            let answer = try client.control(id, "suspend", body)
            #expect(answer.status == 422 && answer.problem == "invalid_body", "\(answer.text)")
        }
        try client.wait(for: id, "waiting")
    }

    /// Forty calls, one after the other.
    private static func loop(_ url: String, name: String = "loop", count: Int = 40) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}
        do:
          - all:
              for: {each: n, in: "[range(0; \(count))]"}
              do:
                - call: {call: http, with: {method: post, endpoint: "\(url)/step"}}
                - note: {set: {n: "${ $n }"}, export: {as: "$context | .seen += [$output.n]"}}
          - report: {set: {seen: "${ $context.seen }"}}
        """
    }

    private static func one(_ task: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do: [{only: \(task)}]
        """
    }
}

/// True once.
private final class Flag: @unchecked Sendable {
    // Read and written under `lock`.
    private let lock = NSLock()
    private var isSet = true

    func take() -> Bool {
        lock.withLock {
            defer { isSet = false }
            return isSet
        }
    }
}

extension Client {
    /// Suspends, resumes or cancels a run.
    func control(_ id: String, _ action: String, _ body: JSON? = nil) throws -> HTTPResponse {
        if let body { return try post("/api/v1/runs/\(id)/\(action)", body) }
        return try send("POST", "/api/v1/runs/\(id)/\(action)")
    }

    func wait(for id: String, _ status: String) throws {
        var last = JSON.null
        do {
            try Wait.until("run \(id) is \(status)") {
                last = try run(id)
                return last["status"]?.string == status
            }
        } catch {
            throw Failure("\(error): \(last)")
        }
    }
}
