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
                  do: [{one: {set: {key: '${ "key-\\($index)" }'}, output: \(Self.marked)}}]
            """)
        let error = try run.error()
        #expect(error.detail?.contains("\(Execution.secretValueLimit)") == true, "\(error)")
        #expect(run.secretValues.count == Execution.secretValueLimit + 1)
        #expect(run.tasks.values.allSatisfy { $0.name != "one" || $0.output == nil || $0.output == ["key": "***"] })
    }
}
