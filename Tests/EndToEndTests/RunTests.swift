import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Runs as the API shows them.
@Suite struct RunTests {
    @Test func `data flows from task to task into the output`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: flow, version: 1.0.0}
                do:
                  - double:
                      for: {each: n, in: .numbers}
                      do:
                        - add:
                            set: {sum: "${ ($context.sum // 0) + $n * 2 }"}
                            export: {as: $output}
                  - judge:
                      switch:
                        - large: {when: $context.sum > 10, then: big}
                        - other: {then: small}
                  - small: {set: {verdict: small}, then: end}
                  - big: {set: {verdict: big, sum: "${ $context.sum }", id: 9007199254740993}}
                """)
            let id = try client.start("test/flow", input: ["numbers": [1, 2, 3]])
            let run = try client.finished(id)
            #expect(run["status"] == "completed", "\(run)")
            #expect(run["output"] == ["verdict": "big", "sum": 12, "id": 9_007_199_254_740_993])
            #expect(run["workflow"]?["name"] == "flow")
            #expect(run["startedAt"]?.string != nil)
            let tasks = try client.tasks(of: id)
            #expect(tasks.map { $0["name"]?.string } == ["double", "add", "add", "add", "judge", "big"])
            #expect(tasks.allSatisfy { $0["status"] == "completed" })
            #expect(tasks.last?["reference"] == "/do/3/big")
        }
    }

    @Test func `an error is caught and retried, then raised, and the run tells it`() throws {
        let service = ScriptedServer([
            .text("", status: 503), .text("", status: 503), .json(["ok": true]), .text("", status: 404),
        ])
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: retry, version: 1.0.0}
                do:
                  - patient:
                      try:
                        - ask: {call: http, with: {method: get, endpoint: "http://127.0.0.1:\(service.port)/"}}
                      catch:
                        errors: {with: {status: 503}}
                        retry: {delay: {milliseconds: 10}, limit: {attempt: {count: 5}}}
                  - impatient: {call: http, with: {method: get, endpoint: "http://127.0.0.1:\(service.port)/"}}
                """)
            let id = try client.start("test/retry")
            let run = try client.finished(id)
            #expect(run["status"] == "faulted")
            #expect(run["error"]?["status"] == 404)
            #expect(run["error"]?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/communication")
            #expect(run["error"]?["instance"] == "/do/1/impatient")
            let keys = service.requests.map { $0.header("Idempotency-Key") }
            #expect(keys.count == 4)
            #expect(Set(keys).count == 4)
            #expect(keys.allSatisfy { $0?.hasPrefix(id) == true })
        }
    }

    @Test func `an agent's answer, tokens and cost stand on the task and the run`() throws {
        let model = ScriptedServer([
            .json([
                "choices": [
                    ["message": ["role": "assistant", "content": "{\"kind\": \"bug\"}"], "finish_reason": "stop"]
                ],
                "usage": ["prompt_tokens": 11, "completion_tokens": 7],
            ])
        ])
        try Platform.run(model: "http://127.0.0.1:\(model.port)/v1") { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.createAgent([
                "name": "judge", "instructions": "Judge.",
                "outputSchema": [
                    "type": "object", "properties": ["kind": ["enum": ["bug", "feature"]]], "required": ["kind"],
                ],
            ])
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: ask, version: 1.0.0}
                do:
                  - ask: {call: agent, with: {agent: judge, input: "${ .text }"}}
                """)
            let id = try client.start("test/ask", input: ["text": "It crashes."])
            let run = try client.finished(id)
            #expect(run["output"] == ["kind": "bug"], "\(run)")
            #expect(run["cost"]?["amount"]?.string.flatMap(Double.init) == 0)
            let usage = try #require(try client.tasks(of: id).first?["usage"])
            #expect(usage["inputTokens"] == 11)
            #expect(usage["outputTokens"] == 7)
            let request = try JSON(parsing: try #require(model.requests.first).body)
            #expect(request["messages"]?[0]?["content"] == "Judge.")
            #expect(request["messages"]?[1]?["content"] == "It crashes.")
            #expect(request["response_format"]?["type"] == "json_schema")
        }
    }

    @Test func `an agent that is not there faults the run and says which`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            for (name, agent) in [("absent", "nobody"), ("strange", "ü")] {
                try client.deploy(
                    """
                    document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}
                    do:
                      - ask: {call: agent, with: {agent: "\(agent)"}}
                    """)
                let run = try client.finished(client.start("test/\(name)"))
                #expect(run["status"] == "faulted")
                #expect(run["error"]?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/configuration")
                #expect(run["error"]?["detail"]?.string?.contains("There is no agent \(agent)") == true, "\(run)")
            }
        }
    }

    @Test func `a run that waits is cancelled at once`() throws {
        let service = ScriptedServer { _ in .text("late", status: 200, headers: []).delayed(.seconds(30)) }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: slow, version: 1.0.0}
                do:
                  - ask: {call: http, with: {method: get, endpoint: "http://127.0.0.1:\(service.port)/"}}
                """)
            let id = try client.start("test/slow")
            _ = service.waitForRequests(1)
            let answer = try client.send("POST", "/api/v1/runs/\(id)/cancel")
            #expect([200, 202].contains(answer.status), "\(answer.text)")
            let run = try client.finished(id, limit: .seconds(10))
            #expect(run["status"] == "cancelled")
            #expect(try client.tasks(of: id).first?["status"] == "cancelled")
        }
    }

    @Test func `one tenant sees nothing of another`() throws {
        try Platform.run { (platform) throws in
            let mine = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            try mine.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: mine, version: 1.0.0}
                do:
                  - one: {set: {secret: 1}}
                """)
            try mine.createAgent(["name": "mine", "instructions": "Be mine."])
            let id = try mine.start("test/mine")
            _ = try mine.finished(id)
            for path in [
                "/api/v1/runs/\(id)", "/api/v1/runs/\(id)/tasks", "/api/v1/workflows/test/mine", "/api/v1/agents/mine",
            ] {
                #expect(try mine.get(path).status == 200, "\(path)")
                #expect(try other.get(path).status == 404, "\(path)")
            }
            for list in ["/api/v1/runs", "/api/v1/workflows", "/api/v1/agents"] {
                #expect(try mine.get(list).json["items"]?.array?.count == 1, "\(list)")
                #expect(try other.get(list).json["items"]?.array?.count == 0, "\(list)")
            }
            #expect(try other.post("/api/v1/workflows/test/mine/runs", ["input": [:]]).status == 404)
            #expect(try other.send("POST", "/api/v1/runs/\(id)/cancel").status == 404)
        }
    }
}

extension ScriptedAnswer {
    fileprivate func delayed(_ delay: Duration) -> ScriptedAnswer {
        var answer = self
        answer.delay = delay
        return answer
    }
}
