import Identity
import JSON
import Testing
import WorkflowEngine

/// What explains the tasks of a run.
struct TaskDetailTests {
    private func details(_ run: Interpretation) -> [String: JSON] {
        Dictionary(run.tasks.values.map { ($0.name, $0.detail ?? .null) }) { first, _ in first }
    }

    @Test func `a condition is told whether it held or not`() throws {
        let run = try Interpretation(
            "- a: {if: .n > 1, set: {b: 1}}\n- c: {if: .b == null, set: {d: 1}}", input: ["n": 2])
        try run.run()
        #expect(details(run)["a"] == ["if": ["expression": ".n > 1", "value": true]])
        #expect(details(run)["c"] == ["if": ["expression": ".b == null", "value": false]])
    }

    @Test func `a switch tells what it asked, what it took and where that leads`() throws {
        let tasks = """
            - s: {switch: [{big: {when: .n > 10, then: x}}, {mid: {when: .n > 1, then: exit}}, {rest: {then: end}}]}
            - x: {set: {y: 1}}
            """
        let mid = try Interpretation(tasks, input: ["n": 2])
        try mid.run()
        #expect(
            details(mid)["s"]?["switch"] == [
                "case": "mid", "then": "exit",
                "conditions": [
                    ["case": "big", "expression": ".n > 10", "value": false],
                    ["case": "mid", "expression": ".n > 1", "value": true],
                ],
            ])
        let rest = try Interpretation(tasks, input: ["n": 0])
        try rest.run()
        #expect(details(rest)["s"]?["switch"]?["case"] == "rest")
        #expect(details(rest)["s"]?["switch"]?["conditions"]?.array?.count == 2)
    }

    @Test func `a switch lists its last conditions only`() throws {
        let cases = (0..<30).map { "{c\($0): {when: .n == \($0), then: end}}" }.joined(separator: ", ")
        let run = try Interpretation("- s: {switch: [\(cases)]}", input: ["n": 25])
        try run.run()
        let conditions = details(run)["s"]?["switch"]?["conditions"]?.array
        #expect(conditions?.count == TaskRecord.listedDetailLimit)
        #expect(conditions?.last?["case"] == "c25")
    }

    @Test func `tasks in loops tell their pass, through forks too, and loops what ended them`() throws {
        let run = try Interpretation(
            """
            - outer:
                for: {in: '[1, 2, 3]'}
                while: $index < 2
                do:
                  - f: {fork: {branches: [{inner: {for: {in: '[1, 2]'}, do: [{a: {set: {b: 1}}}]}}]}}
            """)
        try run.run()
        let passes = run.tasks.values.filter { $0.name == "a" }.sorted { $0.ordinal < $1.ordinal }
        #expect(passes.map { $0.detail?["iterations"] } == [[0, 0], [0, 1], [1, 0], [1, 1]])
        #expect(
            details(run)["outer"]?["for"] == [
                "items": 3, "while": ["iteration": 2, "expression": "$index < 2", "value": false],
            ])
        #expect(details(run)["inner"]?["for"] == ["items": 2])
    }

    @Test func `a try tells each failure, what was asked and what became of it`() throws {
        let run = try Interpretation(
            """
            - t:
                try: [{c: {call: http, with: {method: get, endpoint: 'http://u:p@x.test/a?key=1'}}}]
                catch:
                  when: $error.status == 503
                  retry: {delay: PT2S, limit: {attempt: {count: 1}}}
                  do: [{h: {set: {done: true}}}]
            """)
        try run.run { effect in
            guard case .http(let call) = effect.kind else { return .success(.null) }
            return call.result(status: 503, headers: [], body: [])
        }
        let told = try #require(details(run)["t"]?["try"])
        #expect(told["attempt"] == 2)
        // The first failure is known at second 1.
        #expect(told["retryAt"] == .string((Interpretation.startedAt + .seconds(3)).description))
        let failures = told["failures"]?.array ?? []
        #expect(failures.map { $0["outcome"] } == ["retried", "handled"])
        #expect(failures.map { $0["attempt"] } == [1, 2])
        #expect(failures.map { $0["limit"] } == [nil, "attempt.count"])
        #expect(failures.allSatisfy { $0["error"]?["status"] == 503 })
        #expect(
            failures[0]["conditions"] == [["place": "catch.when", "expression": "$error.status == 503", "value": true]])
        #expect(details(run)["c"] == ["http": ["method": "GET", "url": "http://x.test/a"]])
    }

    @Test func `an error that nobody catches is told as raised`() throws {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: {type: 'https://x.test/e', status: 400}}}}], catch: {exceptWhen: $error.status == 400}}"
        )
        _ = try run.error()
        let failure = details(run)["t"]?["try"]?["failures"]?[0]
        #expect(failure?["outcome"] == "raised")
        #expect(failure?["conditions"]?[0]?["place"] == "catch.exceptWhen")
        #expect(failure?["conditions"]?[0]?["value"] == true)
    }

    @Test func `what a task waits for stands there from its beginning`() throws {
        let run = try Interpretation(
            """
            - f:
                fork:
                  branches:
                    - w: {wait: PT5S, timeout: {after: PT9S}}
                    - l: {listen: {to: {all: [{with: {type: a}}, {with: {type: b, data: '${ .n > 1 }'}}]}}}
                    - s: {run: {workflow: {namespace: n, name: m, version: latest}}}
                    - p: {run: {shell: {command: echo}}}
                    - g: {call: agent, with: {agent: judge, version: 2}}
            """)
        try run.interpret { _ in nil }
        let told = details(run)
        #expect(told["w"]?["timer"] == ["until": .string((Interpretation.startedAt + .seconds(5)).description)])
        #expect(told["w"]?["deadline"] == .string((Interpretation.startedAt + .seconds(9)).description))
        #expect(
            told["l"]?["listen"] == [
                "for": "all", "filters": [["with": ["type": "a"]], ["with": ["type": "b", "data": "${ .n > 1 }"]]],
                "consumed": 0,
            ])
        #expect(told["s"]?["workflow"] == ["namespace": "n", "name": "m", "awaited": true])
        #expect(told["p"]?["process"] == ["kind": "shell", "command": "echo"])
        #expect(told["g"]?["agent"] == ["name": "judge", "version": 2])
    }

    @Test func `a listen counts what it has taken`() throws {
        let run = try Interpretation("- l: {listen: {to: {any: [{with: {type: a}}], until: '(. | length) == 3'}}}")
        var left = 2
        try run.interpret { effect in
            guard effect.isListening, left > 0 else { return nil }
            left -= 1
            return .success(["specversion": "1.0", "id": "1", "source": "/s", "type": "a", "data": 1])
        }
        #expect(details(run)["l"]?["listen"]?["consumed"] == 2)
        #expect(details(run)["l"]?["listen"]?["until"] == "(. | length) == 3")
        #expect(
            details(run)["l"]?["listen"]?["latestAt"] == .string((Interpretation.startedAt + .seconds(2)).description))
    }

    @Test func `what comes with a result is told, in a replay too`() throws {
        let run = try Interpretation("- c: {call: http, with: {method: get, endpoint: 'http://x.test/a'}}")
        var execution = Execution(
            of: run.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        let effect = try #require(execution.start(using: run).effects.first)
        guard case .http(let call) = effect.kind else { return }
        let line = JournalEntry(
            ordinal: effect.ordinal, at: Interpretation.startedAt, result: .success(1), about: call.told(status: 201))
        let entry = try #require(JournalEntry(json: line.json))
        let step = execution.resume(with: entry, using: run)
        #expect(step.tasks.last?.detail == ["http": ["method": "GET", "url": "http://x.test/a", "status": 201]])
    }
}
