import Identity
import JSON
import Testing
import WorkflowEngine

/// A run that starts again from any part of its journal ends in the same way.
struct ReplayTests {
    static let document = """
        - collect:
            for: {in: .ids}
            do:
              - fetch:
                  try: [{get: {call: http, with: {method: get, endpoint: '${ "http://x.test/" + ($item | tostring) }'}}}]
                  catch:
                    retry: {delay: {milliseconds: 100}, jitter: {from: {milliseconds: 1}, to: {milliseconds: 90}}, limit: {attempt: {count: 2}}}
                    do: [{failed: {set: {value: none}}}]
              - ask: {call: agent, with: {agent: a, input: '${ . }'}, output: {as: '{answer: ., at: now}'}, export: {as: '{all: (($context.all // []) + [.])}'}}
              - keep: {set: {ids: '${ $workflow.input.ids }'}}
        - report: {set: '${ $context + {started: $workflow.startedAt.iso8601} }'}
        """

    @Test func `a journal cut at every point leads to the same outcome`() throws {
        let run = try Interpretation(Self.document, input: ["ids": [1, 2, 3]])
        let answer: Interpretation.Answer = { effect in
            switch effect.kind {
            case .timer: .success(.null)
            case .agent: .success(["ordinal": JSON(effect.ordinal)])
            case .process, .openAPI, .subworkflow, .emit, .listen: nil
            case .http(let call): call.result(status: call.url.hasSuffix("2") ? 503 : 200, headers: [], body: [])
            }
        }
        let whole = try run.output(answering: answer)
        let journal = run.journal
        let (story, details) = (run.story, run.details)
        let keys = run.effects.map(\.ordinal)
        #expect(journal.count == 10)
        for cut in 0...journal.count {
            let again = try Interpretation(Self.document, input: ["ids": [1, 2, 3]])
            let outcome = try again.run(replaying: Array(journal.prefix(cut)), answering: answer)
            guard case .completed(let output) = outcome else {
                Issue.record("cut at \(cut): \(outcome)")
                continue
            }
            #expect(output == whole, "cut at \(cut)")
            #expect(again.story == story, "cut at \(cut)")
            #expect(again.details == details, "cut at \(cut)")
            #expect(again.effects.map(\.ordinal) == Array(keys.dropFirst(cut)), "cut at \(cut)")
        }
    }

    @Test func `a cancel ends the tasks that are under way`() throws {
        let run = try Interpretation("- outer: {do: [{c: {call: agent, with: {agent: a}}}]}")
        var execution = Execution(
            of: run.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        _ = execution.start(using: run)
        let cancelled = execution.cancelled(at: Interpretation.startedAt)
        #expect(cancelled.map(\.name) == ["outer", "c"])
        #expect(cancelled.allSatisfy { $0.status == .cancelled && $0.endedAt != nil })
    }
}
