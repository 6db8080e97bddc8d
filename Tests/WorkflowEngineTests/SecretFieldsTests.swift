import JSON
import Testing
import WorkflowDSL
import WorkflowEngine

/// What a run does with fields that schemas mark secret.
@Suite struct SecretFieldsTests {
    private static let marked = "{schema: {document: {properties: {key: {writeOnly: true}, flag: {format: password}}}}}"

    @Test func `records show no marked field, and tasks and expressions have them`() throws {
        let run = try Interpretation(
            """
              - first: {set: {key: '${ .key }', flag: '${ $task.input.flag }'}, input: \(Self.marked), output: \(Self.marked)}
              - second: {set: {sum: '${ .key + 1 }', flag: '${ .flag }'}}
            """, input: ["key": 41, "flag": false], top: "input: \(Self.marked)")
        #expect(try run.output() == ["sum": 42, "flag": false])
        #expect(run.tasks[0]?.input == ["key": "***", "flag": "***"])
        #expect(run.tasks[0]?.output == ["key": "***", "flag": "***"])
        #expect(run.secretValues == [41])
    }

    @Test func `a task that waits, one that is cancelled and one that faults show none`() throws {
        let run = try Interpretation(
            "  - first: {input: \(Self.marked), wait: PT1H}", input: ["key": "s"])
        _ = try run.interpret { _ in nil }
        #expect(run.tasks[0]?.input == ["key": "***"])
        let failing = try Interpretation(
            """
              - first: {input: \(Self.marked), raise: {error: {type: about:blank, status: 400, title: '${ .key }'}}}
            """, input: ["key": "s"])
        _ = try failing.error()
        #expect(failing.tasks[0]?.input == ["key": "***"])
        #expect(failing.tasks[0]?.status == .faulted)
    }

    @Test func `the output of a run has none, and what is exported is known`() throws {
        let run = try Interpretation(
            """
              - first: {set: {flag: true}, export: {as: '{key: "exported-1"}', schema: {document: {properties: {key: {writeOnly: true}}}}}}
            """, top: "output: \(Self.marked)")
        #expect(try run.output() == ["flag": "***"])
        #expect(run.secretValues == ["exported-1"])
    }

    @Test func `a replay knows the same values, and no state of such a run is kept`() throws {
        let run = try Interpretation(
            """
              - first: {call: http, with: {method: get, endpoint: https://example.com}, output: \(Self.marked)}
              - second: {wait: PT1H}
              - third: {set: {key: '${ .key }'}}
            """)
        _ = try run.run { $0.timer == nil ? .success(["key": "answer-1"]) : .success(.null) }
        #expect(run.secretValues == ["answer-1"] && run.tasks[0]?.output == ["key": "***"])
        let journal = run.journal
        let again = try run.run(replaying: journal)
        guard case .completed(let output) = again else {
            Issue.record("\(again)")
            return
        }
        #expect(output == ["key": "answer-1"] && run.secretValues == ["answer-1"])
        let description = RunDescription(id: "run", input: [:], startedAt: Interpretation.startedAt)
        var execution = Execution(of: run.workflow, run: description)
        _ = execution.start(using: run)
        #expect(execution.snapshot != nil)
        _ = execution.resume(with: journal[0], using: run)
        #expect(execution.secretValues == ["answer-1"] && execution.snapshot == nil)
    }

    @Test func `a run that meets more than it may faults, and shows none of them`() throws {
        let run = try Interpretation(
            """
              - many:
                  for: {in: '[range(1002)]'}
                  do: [{one: {set: {key: '${ $index + 10 }'}, output: \(Self.marked)}}]
            """)
        let error = try run.error()
        #expect(error.detail?.contains("\(Execution.secretValueLimit)") == true, "\(error)")
        #expect(run.secretValues.count == Execution.secretValueLimit)
        #expect(run.tasks.values.allSatisfy { $0.name != "one" || $0.output == nil || $0.output == ["key": "***"] })
    }

    @Test func `a value that is too large is not kept, and nothing beside it is shown`() throws {
        let large = String(repeating: "s", count: Execution.secretByteLimit)
        let run = try Interpretation(
            """
              - first: {set: '${ . }'}
              - second:
                  try: [{large: {set: '${ . }', input: \(Self.marked)}}]
                  catch: {as: e, do: [{third: {set: {seen: '${ .note }'}}}]}
            """, input: ["key": .string(large), "note": .string("it is \(large)")])
        let error = try run.error()
        #expect(error.detail?.contains("\(Execution.secretByteLimit) bytes") == true, "\(error)")
        #expect(run.secretValues.isEmpty)
        let shown = run.tasks.values.filter { ["large", "third"].contains($0.name) }
        #expect(shown.count == 2 && shown.allSatisfy { $0.input == "***" && $0.output == nil })
    }

    @Test func `the memory of the mask counts, and what is beyond the limit has no snapshot`() throws {
        let run = try Interpretation(
            """
              - first: {call: http, with: {method: get, endpoint: https://example.com}, output: \(Self.marked)}
              - second: {wait: PT1H}
            """)
        func execution(_ key: Int) -> Execution {
            let description = RunDescription(id: "run", input: [:], startedAt: Interpretation.startedAt)
            var execution = Execution(of: run.workflow, run: description)
            _ = execution.start(using: run)
            let result: JSON = ["key": .string(String(repeating: "s", count: key))]
            _ = execution.resume(
                with: JournalEntry(ordinal: 0, at: Interpretation.startedAt, result: .success(result)), using: run)
            return execution
        }
        var (small, large) = (JSONFootprint(), JSONFootprint())
        execution(10).count(in: &small)
        execution(1_010).count(in: &large)
        #expect(large.bytes - small.bytes > 200_000)
        #expect(execution(Execution.secretByteLimit).snapshot == nil)
    }

    @Test func `a snapshot from before marks were known is read where there are none`() {
        #expect(Execution.readsSnapshot(format: Execution.snapshotFormat, mayMark: true))
        #expect(Execution.readsSnapshot(format: 1, mayMark: false))
        #expect(!Execution.readsSnapshot(format: 1, mayMark: true))
        #expect(!Execution.readsSnapshot(format: Execution.snapshotFormat + 1, mayMark: false))
    }

    @Test func `a task that extensions follow shows no marked field at its end`() throws {
        let run = try Interpretation(
            "  - first: {input: \(Self.marked), wait: PT1H}", input: ["key": "s"],
            top: "use: {extensions: [{e: {extend: wait, after: [{post: {set: {x: 1}}}]}}]}")
        _ = try run.run()
        let first = try #require(run.tasks.values.first { $0.name == "first" })
        #expect(first.status == .completed && first.input == ["key": "***"])
    }
}
