import Database
import HTTPClient
import JSON
import TestServers
import Testing

/// What runs tell of themselves as events, where the policy of their tenant wants it.
@Suite struct LifecycleEventTests {
    private static let prefix = "io.serverlessworkflow."

    @Test func `runs tell nothing unless the policy says so, and no policy goes beyond the ceiling`() throws {
        try Platform.run(variables: ["LIFECYCLE_EVENTS_CEILING": "workflow"]) { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(work)
            _ = try client.finished(client.start("test/work"))
            #expect(try events(platform).isEmpty)
            let refused = try put("all", client)
            #expect(refused.problem == "policy_invalid", "\(refused.text)")
            #expect(try refused.json["errors"]?[0]?["pointer"] == "/lifecycleEvents")
            #expect(try put("some", client).problem == "policy_invalid")
            let taken = try put("workflow", client)
            #expect(try taken.json["lifecycleEvents"] == "workflow")
            #expect(try taken.json["permitted"]?["lifecycleEvents"] == "workflow")
        }
    }

    @Test func `another workflow listens for what becomes of runs`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try allow("workflow", client, platform)
            try client.deploy(work)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: watch, version: 1.0.0}
                do:
                  - hear:
                      listen:
                        to:
                          one:
                            with: {type: io.serverlessworkflow.workflow.faulted.v1, source: /workflows/test/work}
                        read: envelope
                """)
            let watch = try client.start("test/watch")
            try Wait.until("it listens") { try client.run(watch)["status"] == "waiting" }
            let id = try client.start("test/work", input: ["fails": true])
            _ = try client.finished(id)
            let heard = try client.finished(watch)["output"]?[0]
            #expect(heard?["subject"] == .string(id), "\(heard ?? nil)")
            #expect(heard?["data"]?["name"] == .string("work-\(id).test"))
            #expect(heard?["data"]?["error"]?["status"] == 418)
            let told = try events(platform).filter { $0["subject"] == .string(id) }
            #expect(told.map(kind) == ["workflow.started", "workflow.faulted"])
            #expect(told[0]["data"]?["definition"] == ["namespace": "test", "name": "work", "version": "1.0.0"])
            #expect(told[0]["id"] == .string("\(id)-started"))
        }
    }

    @Test func `each task tells what becomes of it, in its order and once`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try allow("all", client, platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: steps, version: 1.0.0}
                do:
                  - never: {if: 'false', set: {a: 1}}
                  - again:
                      try: [{fail: {raise: {error: {type: 'https://example.com/e', status: 500}}}}]
                      catch: {retry: {limit: {attempt: {count: 1}}}, do: [{give: {set: {up: true}}}]}
                  - pause: {wait: {seconds: 2}}
                  - hear:
                      listen:
                        to: {one: {with: {type: placed}, correlate: {order: {from: .data.order}}}}
                """)
            let id = try client.start("test/steps")
            // While it is parked its events grow old, and go.
            try Wait.until("it is parked") { try client.run(id)["status"] == "waiting" }
            let early = try events(platform).filter { $0["subject"] == .string(id) }
            #expect(
                early.map(kind) == [
                    "workflow.started", "task.created /do/1/again", "task.started /do/1/again",
                    "task.created /do/1/again/try/0/fail", "task.started /do/1/again/try/0/fail",
                    "task.faulted /do/1/again/try/0/fail", "task.retried /do/1/again",
                    "task.created /do/1/again/try/0/fail", "task.started /do/1/again/try/0/fail",
                    "task.faulted /do/1/again/try/0/fail", "task.created /do/1/again/catch/do/0/give",
                    "task.started /do/1/again/catch/do/0/give", "task.completed /do/1/again/catch/do/0/give",
                    "task.completed /do/1/again", "task.created /do/2/pause", "task.started /do/2/pause",
                ])
            try Database(platform.database).execute("DELETE FROM events")
            try Wait.until("it listens") {
                try events(platform).map(kind).contains("workflow.correlation-started")
                    && client.run(id)["status"] == "waiting"
            }
            _ = try client.send(
                "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")],
                body: JSON.object([
                    "specversion": "1.0", "id": "1", "source": "/shop", "type": "placed", "data": ["order": 7],
                ]).bytes)
            _ = try client.finished(id)
            let late = try events(platform).filter { $0["subject"] == .string(id) }
            #expect(
                late.map(kind).sorted() == [
                    "task.completed /do/2/pause", "task.completed /do/3/hear", "task.created /do/3/hear",
                    "task.started /do/3/hear", "workflow.completed", "workflow.correlation-completed",
                    "workflow.correlation-started",
                ], "\(late.map(kind))")
            let correlated = late.first { kind($0) == "workflow.correlation-completed" }
            #expect(correlated?["data"]?["correlationKeys"] == ["order": 7])
        }
    }

    @Test func `a run that is parked tells that it is cancelled, with its task`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try allow("all", client, platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: sleeps, version: 1.0.0}
                do: [{rest: {wait: {hours: 1}}}]
                """)
            let id = try client.start("test/sleeps")
            try Wait.until("it is parked") { try client.run(id)["status"] == "waiting" }
            #expect(try client.send("POST", "/api/v1/runs/\(id)/cancel").status == 202)
            #expect(try client.finished(id)["status"] == "cancelled")
            #expect(
                try events(platform).map(kind).suffix(2) == ["task.cancelled /do/0/rest", "workflow.cancelled"])
        }
    }

    @Test func `a parked run tells that it is suspended and resumed, each time`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try allow("all", client, platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: sleeps, version: 1.0.0}
                do: [{rest: {wait: {hours: 1}}}]
                """)
            let id = try client.start("test/sleeps")
            for _ in 1...2 {
                try Wait.until("it is parked") { try client.run(id)["status"] == "waiting" }
                for _ in 1...2 {
                    #expect(try client.send("POST", "/api/v1/runs/\(id)/suspend").status == 200)
                }
                #expect(try client.send("POST", "/api/v1/runs/\(id)/resume").status == 200)
                #expect(try client.send("POST", "/api/v1/runs/\(id)/resume").status == 200)
            }
            let told = try events(platform).map(kind)
            #expect(
                told.filter { $0.contains("suspended") || $0.contains("resumed") } == [
                    "workflow.suspended", "task.suspended /do/0/rest", "workflow.resumed", "task.resumed /do/0/rest",
                    "workflow.suspended", "task.suspended /do/0/rest", "workflow.resumed", "task.resumed /do/0/rest",
                ])
            #expect(told.filter { $0 == "workflow.started" }.count == 1)
        }
    }

    private let work = """
        document: {dsl: 1.0.3, namespace: test, name: work, version: 1.0.0}
        do:
          - fail: {if: .fails, raise: {error: {type: 'https://example.com/teapot', status: 418}}}
          - done: {set: {done: true}}
        """

    private func kind(_ event: JSON) -> String {
        let type = event["type"]?.string?.dropFirst(Self.prefix.count).dropLast(3) ?? ""
        return event["data"]?["task"]?.string.map { "\(type) \($0)" } ?? String(type)
    }

    private func put(_ level: String, _ client: Client) throws -> HTTPResponse {
        try client.put(
            "/api/v1/tenant/policy", ["outboundAllow": [], "processes": [], "lifecycleEvents": .string(level)])
    }

    /// Changes the policy, and waits until it is in force everywhere.
    private func allow(_ level: String, _ client: Client, _ platform: Platform) throws {
        #expect(try put(level, client).status == 200)
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: test, name: probe, version: 1.0.0}
            do: [{nothing: {set: {a: 1}}}]
            """)
        try Wait.until("the policy is in force") {
            _ = try client.finished(client.start("test/probe"))
            return try !events(platform, ofProbes: true).isEmpty
        }
    }

    /// All lifecycle events, in the order in which they were stored.
    private func events(_ platform: Platform, ofProbes: Bool = false) throws -> [JSON] {
        try Database(platform.database).query("SELECT event FROM events ORDER BY id").map {
            try JSON(parsing: $0.get("event", as: String.self))
        }.filter { event in
            event["type"]?.string?.hasPrefix(Self.prefix) == true
                && (event["source"] == "/workflows/test/probe") == ofProbes
        }
    }
}
