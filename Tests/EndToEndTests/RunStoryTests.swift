import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What a run tells of itself: what it waits for, and why its tasks went as they did.
@Suite(.onePlatform) struct RunStoryTests {
    private func deploy(_ name: String, _ tasks: String, _ top: String = "", by client: Client) throws {
        try client.deploy(
            "document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}\n\(top)\ndo:\n\(tasks)")
    }

    /// What the run waits for, as soon as it is so much.
    ///
    /// - Parameter name: of a task that is among it.
    private func waits(
        _ id: String, _ count: Int, with name: String? = nil, _ client: Client
    ) throws -> [String: JSON] {
        var items: [String: JSON] = [:]
        try Wait.until("the run waits for \(count) things") {
            let all = try client.run(id)["waitingFor"]?["items"]?.array ?? []
            items = Dictionary(all.map { ($0["name"]?.string ?? "", $0) }) { first, _ in first }
            return items.count == count && name.map { items[$0] != nil } ?? true
        }
        return items
    }

    @Test func `a run says everything that it waits for, since when and until when`() throws {
        let service = ScriptedServer { request in
            request.path == "/bad" ? .text("no", status: 503) : .json("late", delay: .seconds(50))
        }
        let client = try Client.newTenant()
        try deploy("child", "  - a: {wait: PT1H}", by: client)
        try deploy(
            "all",
            """
              - f:
                  fork:
                    branches:
                      - timer: {wait: PT2H}
                      - event: {listen: {to: {all: [{with: {type: test.paid}}, {with: {type: test.sent}}]}}, timeout: {after: PT3H}}
                      - run: {run: {workflow: {namespace: test, name: child, version: latest}}}
                      - http: {call: http, with: {method: get, endpoint: '\(service.url)/slow?key=private'}}
                      - again:
                          try: [{call: {call: http, with: {method: get, endpoint: '\(service.url)/bad'}}}]
                          catch: {retry: {delay: PT4H}}
                      - each: {for: {in: '[1]'}, do: [{looped: {wait: PT5H}}]}
            """, by: client)
        let id = try client.start("test/all")
        let waits = try waits(id, 6, with: "again", client)
        let run = try client.run(id)
        #expect(run["waitingFor"]?["total"] == 6)
        func kinds() -> [String: JSON?] { waits.mapValues { $0["kind"] } }
        #expect(
            kinds() == [
                "timer": "timer", "event": "event", "run": "run", "http": "http", "again": "retry", "looped": "timer",
            ])
        #expect(waits["timer"]?["task"] == "/do/0/f/fork/branches/0/timer")
        #expect(waits["timer"]?["until"]?.string != nil)
        #expect(waits["event"]?["what"] == "all of: an event with type test.paid; an event with type test.sent")
        // The task's timeout.
        #expect(waits["event"]?["until"]?.string != nil)
        #expect(waits["http"]?["what"] == .string("GET \(service.url)/slow"))
        #expect(waits["http"]?["until"] == .null)
        #expect(waits["again"]?["what"]?.string?.hasPrefix("attempt 2, after: GET answered 503") == true)
        #expect(waits["looped"]?["iterations"] == [0])
        let child = try #require(waits["run"]?["run"]?.string)
        #expect(try client.run(child)["workflow"]?["name"] == "child")
        #expect(waits["run"]?["what"] == "a run of test/child in its latest version")
        #expect(waits.values.allSatisfy { $0["since"]?.string.map { $0 >= (run["startedAt"]?.string ?? "") } == true })
        let tasks = try client.tasks(of: id)
        #expect(tasks.first { $0["name"] == "run" }?["childRun"] == .string(child))
        _ = try client.send("POST", "/api/v1/runs/\(id)/cancel")
        #expect(try client.finished(id)["waitingFor"] == .null)
    }

    @Test func `a run that waits for more than is listed says how much`() throws {
        let client = try Client.newTenant()
        let branches = (0..<25).map { "{b\($0): {wait: PT1H}}" }.joined(separator: ", ")
        try deploy("many", "  - f: {fork: {branches: [\(branches)]}}", by: client)
        let id = try client.start("test/many")
        _ = try waits(id, 20, client)
        try Wait.until("all wait") { try client.run(id)["waitingFor"]?["total"] == 25 }
    }

    @Test func `an event that was taken is counted while the run waits for the rest`() throws {
        let client = try Client.newTenant()
        try deploy("two", "  - l: {listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}}", by: client)
        let id = try client.start("test/two")
        _ = try waits(id, 1, client)
        let event: JSON = ["specversion": "1.0", "id": "1", "source": "/s", "type": "a"]
        _ = try client.send(
            "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes)
        try Wait.until("it is taken") {
            try client.run(id)["waitingFor"]?["items"]?[0]?["what"]?.string?.hasSuffix("(1 taken)") == true
        }
    }

    @Test func `tasks tell branches, passes, answers and retries`() throws {
        let service = ScriptedServer([.text("no", status: 503), .json(["ok": true])])
        let client = try Client.newTenant()
        try deploy(
            "story",
            """
              - choose: {switch: [{big: {when: .n > 10, then: end}}, {small: {when: .n < 10, then: each}}]}
              - never: {set: {x: 1}}
              - each: {for: {in: .items}, do: [{keep: {if: $item == 2, set: '${ . }'}}]}
              - fetch:
                  try: [{get: {call: http, with: {method: get, endpoint: '\(service.url)/pets?key=private'}}}]
                  catch: {retry: {limit: {attempt: {count: 3}}}}
            """, by: client)
        let id = try client.start("test/story", input: ["n": 1, "items": [1, 2]])
        #expect(try client.finished(id)["output"] == ["ok": true])
        let tasks = try client.tasks(of: id)
        func detail(_ name: String, _ place: Int = 0) -> JSON? {
            tasks.filter { $0["name"]?.string == name }[place]["detail"]
        }
        #expect(detail("choose")?["switch"]?["case"] == "small")
        #expect(detail("choose")?["switch"]?["then"] == "each")
        #expect(detail("choose")?["switch"]?["conditions"]?[0]?["value"] == false)
        #expect(detail("keep", 0)?["if"] == ["expression": "$item == 2", "value": false])
        #expect(detail("keep", 1)?["iterations"] == [1])
        #expect(detail("fetch")?["try"]?["failures"]?[0]?["outcome"] == "retried")
        #expect(detail("get", 0)?["http"] == ["method": "GET", "url": .string("\(service.url)/pets"), "status": 503])
        #expect(detail("get", 1)?["http"]?["status"] == 200)
        #expect(tasks.map { $0["name"] }.contains("never") == false)
    }

    @Test func `values of expressions are masked, then cut`() throws {
        let client = try Client.newTenant()
        // The secret stands across the place where the value is cut.
        try client.putSecret("key", "sesame-open-1001")
        try deploy(
            "long",
            """
              - a: {if: '"\(String(repeating: "x", count: 1_015))" + $secrets.key + "\(String(repeating: "y", count: 2_000))"', set: {done: 1}}
              - b: {if: '[range(2000)]', set: {done: 1}}
              - c: {if: '"\(String(repeating: "é", count: 1_000))"', set: {done: 1}}
            """, "use: {secrets: [key]}", by: client)
        let id = try client.start("test/long")
        #expect(try client.finished(id)["output"] == ["done": 1])
        let tasks = try client.tasks(of: id)
        let masked = tasks[0]["detail"]?["if"]?["value"]?.string ?? ""
        #expect(masked == String(repeating: "x", count: 1_015) + "***" + String(repeating: "y", count: 6) + "…")
        let list = tasks[1]["detail"]?["if"]?["value"]?.string ?? ""
        #expect(list.hasPrefix("[0,1,2,") && list.hasSuffix("…") && list.utf8.count == 1_024 + "…".utf8.count)
        #expect(tasks[2]["detail"]?["if"]?["value"]?.string == String(repeating: "é", count: 512) + "…")
        #expect(tasks[0]["detail"]?["if"]?["expression"]?.string?.utf8.count == 1_024 + "…".utf8.count)
    }

    /// Somebody at the command line, with a tenant of their own.
    private func registered(_ body: (CommandLineUser) throws -> Void) throws {
        let url = try Client.newTenant().url
        try CommandLineUser.run { (user) throws in
            let name = UUID().uuidString.lowercased()
            _ = try user(
                "register", "--url", url, "--email", "\(name)@example.com", "--tenant", name, "--password-stdin",
                input: "\(Client.password)\n")
            try body(user)
        }
    }

    @Test func `run show says what the run waits for`() throws {
        try registered { (user) throws in
            let document = """
                document: {dsl: 1.0.3, namespace: test, name: waits, version: 1.0.0}
                do:
                  - payment: {listen: {to: {one: {with: {type: test.paid}}}}, timeout: {after: PT3H}}
                """
            #expect(try user("workflow", "deploy", "-", input: document).code == 0)
            let id = try user("run", "start", "test/waits", "--quiet").output.filter { $0 != "\n" }
            var shown = ""
            try Wait.until("it waits") {
                shown = try user("run", "show", id).output
                return shown.contains("Waiting for")
            }
            let lines = shown.split(separator: "\n").map(String.init)
            let wait = lines.first { $0.contains("payment: an event with type test.paid, for ") }
            #expect(wait?.contains(", until 20") == true, "\(shown)")
            let task = lines.first { $0.contains("waiting") && $0.contains("0 taken; for one of test.paid") }
            #expect(task?.hasSuffix(" at most") == true, "\(shown)")
            #expect(try user("run", "cancel", id).code == 0)
        }
    }

    @Test func `the timeline is a line a task, with reasons, errors and what to do`() throws {
        let service = ScriptedServer([.text("no", status: 503)])
        try registered { (user) throws in
            let document = """
                document: {dsl: 1.0.3, namespace: test, name: told, version: 1.0.0}
                do:
                  - choose: {switch: [{big: {when: .n > 10, then: end}}, {other: {then: each}}]}
                  - skipped: {set: {x: 1}}
                  - each: {for: {in: '[1, 2]'}, do: [{keep: {if: $item == 2, set: '${ . }'}}]}
                  - fetch:
                      try: [{get: {call: http, with: {method: get, endpoint: '\(service.url)/pets'}}}]
                      catch: {retry: {limit: {attempt: {count: 1}}}}
                """
            #expect(try user("workflow", "deploy", "-", input: document).code == 0)
            let id = try user("run", "start", "test/told", "--input", #"{"n": 1}"#, "--quiet").output.filter {
                $0 != "\n"
            }
            #expect(try user("run", "watch", id, "--json").code == 1)
            let shown = try user("run", "show", id).output
            let lines = shown.split(separator: "\n").map(String.init)
            func line(_ start: String) -> String { lines.first { $0.contains(start) } ?? "" }
            #expect(lines.allSatisfy { $0.count <= 100 }, "\(shown)")
            #expect(line(" choose ").contains("case other → each: no other case matched"), "\(shown)")
            #expect(line("  keep [0]").contains("skipped"), "\(shown)")
            #expect(line("  keep [0]").contains("if $item == 2 is false"), "\(shown)")
            #expect(line(" fetch ").contains("attempt 2 failed: GET answered 503, no retries left"), "\(shown)")
            #expect(lines.count { $0.contains("✗ GET answered 503. GET \(service.url)/pets") } == 2, "\(shown)")
            #expect(line("faulted, attempt 2").contains("→ 503"), "\(shown)")
            #expect(shown.contains("what to do: Look at the service"), "\(shown)")
            let cut = try user("run", "show", id, "--tasks", "2").output
            #expect(cut.contains("… and more: intelligentic run show \(id) --tasks 4"), "\(cut)")
            #expect(!cut.contains("skipped") && !cut.contains("keep"), "\(cut)")
            #expect(try user("run", "show", id, "--tasks", "0").code == 2)
        }
    }
}
