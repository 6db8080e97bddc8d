import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What runs do with time, events and each other, through the API.
@Suite(.onePlatform) struct LanguageTests {
    private func deploy(_ name: String, _ tasks: String, by client: Client) throws {
        try client.deploy(
            "document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}\ndo:\n\(tasks)")
    }

    private func status(_ id: String, _ client: Client) throws -> String? {
        try client.run(id)["status"]?.string
    }

    @Test func `digest 11: a run listens for what another one emits`() throws {
        let client = try Client.newTenant()
        try deploy(
            "listener",
            "  - l: {listen: {to: {all: [{with: {type: test.sold, data: '${ .n > 1 }'}}, {with: {type: test.paid}}]}}}",
            by: client)
        try deploy(
            "emitter",
            "  - a: {emit: {event: {with: {source: /shop, type: test.sold, data: {n: '${ .n }'}}}}}\n  - b: {set: '${ .type }'}",
            by: client)
        let listener = try client.start("test/listener")
        try Wait.until("it listens") { try status(listener, client) == "waiting" }
        for number in [1, 2] {
            let emitter = try client.finished(client.start("test/emitter", input: ["n": JSON(number)]))
            #expect(emitter["output"] == "test.sold", "\(emitter)")
        }
        let event: JSON = ["specversion": "1.0", "id": "p1", "source": "/bank", "type": "test.paid", "data": "all"]
        let answer = try client.send(
            "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes)
        #expect(answer.status == 202, "\(answer.text)")
        let run = try client.finished(listener)
        #expect(run["output"] == [["n": 2], "all"], "\(run)")
    }

    @Test func `digest 8: a run of another workflow gives its output or its fault, or is not waited for`() throws {
        let client = try Client.newTenant()
        try deploy("child", "  - a: {wait: PT0.2S}\n  - b: {set: {doubled: '${ .n * 2 }'}}", by: client)
        try deploy("bad", "  - a: {raise: {error: {type: 'https://x.test/bad', status: 418}}}", by: client)
        func call(_ name: String) -> String {
            "{run: {workflow: {namespace: test, name: \(name), version: latest, input: {n: 21}}}}"
        }
        try deploy("parent", "  - a: \(call("child"))", by: client)
        try deploy("unlucky", "  - a: \(call("bad"))", by: client)
        try deploy(
            "hasty",
            "  - a: {run: {await: false, workflow: {namespace: test, name: child, version: 1.0.0, input: {n: 1}}}}",
            by: client)
        let parent = try client.finished(client.start("test/parent"))
        #expect(parent["output"] == ["doubled": 42], "\(parent)")
        let unlucky = try client.finished(client.start("test/unlucky"))
        #expect(unlucky["error"]?["type"] == "https://x.test/bad", "\(unlucky)")
        #expect(unlucky["error"]?["instance"] == "/do/0/a")
        #expect(try client.finished(client.start("test/hasty"))["status"] == "completed")
        try Wait.until("the run that nobody waited for completes") {
            let runs = try client.get("/api/v1/runs?workflow=test/child&status=completed").json["items"]?.array
            return runs?.count == 2
        }
    }

    @Test func `digest 8: who cancels a run cancels those that it started`() throws {
        let client = try Client.newTenant()
        try deploy("sleeper", "  - a: {wait: PT1H}", by: client)
        try deploy("parent", "  - a: {run: {workflow: {namespace: test, name: sleeper, version: latest}}}", by: client)
        let parent = try client.start("test/parent")
        var child = ""
        try Wait.until("both wait") {
            let runs = try client.get("/api/v1/runs?status=waiting").json["items"]?.array ?? []
            child = runs.compactMap { $0["id"]?.string }.first { $0 != parent } ?? ""
            return runs.count == 2
        }
        _ = try client.send("POST", "/api/v1/runs/\(parent)/cancel")
        #expect(try client.finished(parent)["status"] == "cancelled")
        #expect(try client.finished(child)["status"] == "cancelled")
    }

    @Test func `digest 5: branches call side by side`() throws {
        let service = ScriptedServer { request in
            .json(["target": .string(request.target)], delay: .milliseconds(300))
        }
        let client = try Client.newTenant()
        let branches = (0..<4).map {
            "          - b\($0): {call: http, with: {method: get, endpoint: '\(service.url)/\($0)'}}"
        }
        try deploy(
            "fork", "  - f:\n      fork:\n        branches:\n" + branches.joined(separator: "\n"), by: client)
        let run = try client.finished(client.start("test/fork"))
        #expect(run["output"]?.array?.map { $0["target"] } == ["/0", "/1", "/2", "/3"], "\(run)")
        let arrivals = service.requests.map(\.arrivedAt)
        // One after the other they would come at least 0.3 s apart.
        let first = try #require(arrivals.min()), last = try #require(arrivals.max())
        #expect(last - first < .milliseconds(900))
    }

    @Test func `digest 3: a timeout gives a call up, and what comes later changes nothing`() throws {
        let service = ScriptedServer { _ in .json("late", delay: .seconds(20)) }
        let client = try Client.newTenant()
        try deploy(
            "slow",
            """
              - t:
                  try:
                    - c: {call: http, with: {method: get, endpoint: '\(service.url)/'}, timeout: {after: PT0.5S}}
                  catch: {errors: {with: {status: 408}}, do: [{d: {set: {gaveUp: true}}}]}
            """, by: client)
        let id = try client.start("test/slow")
        #expect(try client.finished(id, limit: .seconds(15))["output"] == ["gaveUp": true])
        #expect(try client.tasks(of: id).map { $0["status"] } == ["completed", "faulted", "completed"])
    }

    @Test func `digest 2: a run waits outside of memory and goes on in time`() throws {
        let client = try Client.newTenant()
        try deploy("wait", "  - a: {wait: PT2.5S}\n  - b: {set: {done: true}}", by: client)
        let id = try client.start("test/wait")
        try Wait.until("it waits") { try status(id, client) == "waiting" }
        #expect(try client.finished(id)["output"] == ["done": true])
        let tasks = try client.tasks(of: id)
        let (start, end) = (tasks[0]["startedAt"]?.string, tasks[0]["endedAt"]?.string)
        let waited = try #require(Self.seconds(from: start, to: end))
        #expect(waited >= 2.5)
    }

    private static func seconds(from start: String?, to end: String?) -> Double? {
        func time(_ text: String?) -> Date? {
            let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            return text.flatMap { try? Date($0, strategy: format) }
        }
        guard let start = time(start), let end = time(end) else { return nil }
        return end.timeIntervalSince(start)
    }
}
