import Identity
import JSON
import Testing
import WorkflowEngine

/// Digest section 3: time limits of tasks, attempts and workflows.
struct TimeoutTests {
    @Test func `digest A25: a task that takes too long faults with its own pointer`() throws {
        let run = try Interpretation("- t: {do: [{w: {wait: PT10S}}], timeout: {after: PT2S}}")
        let error = try run.error()
        #expect(error.type == StandardError.timeout.type)
        #expect(error.status == 408)
        #expect(error.instance == "/do/0/t")
        #expect(run.story == ["t faulted", "w cancelled"])
    }

    @Test func `digest 3: a task that ends in time gives its timer up`() throws {
        let run = try Interpretation("- t: {do: [{w: {wait: PT1S}}], timeout: {after: PT2S}}\n- u: {set: {a: 1}}")
        #expect(try run.output() == ["a": 1])
        #expect(run.withdrawn.count == 1)
    }

    @Test func `digest 3: an inner try does not catch the timeout of a task around it`() throws {
        let run = try Interpretation(
            """
            - outer:
                try:
                  - t:
                      timeout: {after: PT2S}
                      do:
                        - inner: {try: [{w: {wait: PT10S}}], catch: {do: [{no: {set: {caught: inside}}}]}}
                catch: {do: [{yes: {set: {caught: outside}}}]}
            """)
        #expect(try run.output() == ["caught": "outside"])
    }

    @Test func `digest 3: the workflow's timeout runs over the whole, at its root`() throws {
        let run = try Interpretation(
            "- a: {wait: PT3S}\n- b: {wait: PT3S}", top: "timeout: {after: PT5S}")
        let error = try run.error()
        #expect(error.type == StandardError.timeout.type)
        #expect(error.instance == "/")
        #expect(run.story == ["a completed", "b cancelled"])
    }

    @Test func `digest 3: a timeout ends branches too`() throws {
        let run = try Interpretation(
            "- f: {fork: {branches: [{a: {wait: PT9S}}, {b: {call: agent, with: {agent: x}}}]}, timeout: {after: PT2S}}"
        )
        #expect(try run.error { $0.timer == nil ? nil : .success(.null) }.instance == "/do/0/f")
        #expect(run.story == ["f faulted", "a cancelled", "b cancelled"])
    }

    @Test func `digest 7: each attempt has its own limit`() throws {
        let run = try Interpretation(
            """
            - t:
                try: [{w: {wait: '${ if .n == null then "PT10S" else "PT1S" end }'}}]
                catch:
                  errors: {with: {type: https://serverlessworkflow.io/spec/1.0.0/errors/timeout}}
                  retry: {limit: {attempt: {count: 2, duration: PT2S}}}
                  do: [{gone: {set: {gone: true}}}]
            """)
        #expect(try run.output() == ["gone": true])
        #expect(run.story.filter { $0 == "w cancelled" }.count == 3)
    }

    @Test func `a timeout by name, and one that is an expression`() throws {
        let run = try Interpretation(
            "- t: {do: [{w: {wait: PT10S}}], timeout: short}",
            input: ["limit": "PT2S"], top: "use: {timeouts: {short: {after: '${ .limit }'}}}")
        #expect(try run.error().status == 408)
    }

    @Test func `a loop that never ends is interrupted at a yield, in a replay too`() throws {
        let document = "- t: {timeout: {after: PT2S}, do: [{a: {set: {b: 1}}, }, {c: {set: {b: 2}, then: a}}]}"
        let run = try Interpretation(document)
        var execution = Execution(
            of: run.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        var step = execution.start(using: run)
        for _ in 0..<3 { step = execution.resume(using: run) }
        guard case .yield = step.next else { throw Unexpected() }
        #expect(execution.overdueDeadline(at: Interpretation.startedAt) == nil)
        let time = Interpretation.startedAt + .seconds(2)
        let overdue = try #require(execution.overdueDeadline(at: time), "it is over")
        let entry = JournalEntry(ordinal: overdue, at: time, result: .success(.null), position: execution.position)
        step = execution.resume(with: entry, using: run)
        guard case .finished(.faulted(let error)) = step.next else { throw Unexpected() }
        #expect(error.status == 408)
        #expect(JournalEntry(json: entry.json)?.position == entry.position)
    }

    private struct Unexpected: Error {}
}
