import JSON
import Testing
import WorkflowEngine

/// Digest section 5: branches of a `fork`.
struct ForkTests {
    @Test func `digest 5: outputs stand in the order of the branches, whichever ends first`() throws {
        let run = try Interpretation(
            """
            - f:
                fork:
                  branches:
                    - slow: {do: [{a: {wait: PT5S}}, {b: {set: {from: slow}}}]}
                    - quick: {set: {from: quick}}
            """)
        #expect(try run.output() == [["from": "slow"], ["from": "quick"]])
        #expect(run.story == ["f completed", "slow completed", "a completed", "quick completed", "b completed"])
    }

    @Test func `digest 5: of competing branches the first wins and the others are cancelled`() throws {
        let run = try Interpretation(
            """
            - f:
                fork:
                  compete: true
                  branches:
                    - slow: {do: [{a: {wait: PT5S}}, {b: {set: {from: slow}}}]}
                    - quick: {do: [{c: {wait: PT1S}}, {d: {set: {from: quick}}}]}
            """)
        #expect(try run.output() == ["from": "quick"])
        #expect(run.story.contains("a cancelled"))
        #expect(run.story.contains("slow cancelled"))
        #expect(run.withdrawn.count == 1)
    }

    @Test func `digest A24: without compete the first error cancels the others`() throws {
        let run = try Interpretation(
            """
            - f:
                fork:
                  branches:
                    - slow: {wait: PT5S}
                    - bad: {raise: {error: {type: 'https://x.test/bad', status: 500}}}
            """)
        #expect(try run.error().type == "https://x.test/bad")
        #expect(run.story == ["f faulted", "slow cancelled", "bad faulted"])
    }

    @Test func `digest A24: competing branches fail when all have`() throws {
        let branches = """
            - f:
                fork:
                  compete: true
                  branches:
                    - first: {raise: {error: {type: 'https://x.test/first', status: 500}}}
                    - second: {do: [{w: {wait: PT1S}}, {r: {raise: {error: {type: 'https://x.test/second', status: 500}}}}]}
            """
        #expect(try Interpretation(branches).error().type == "https://x.test/second")
        let third = branches + "\n        - third: {do: [{w: {wait: PT9S}}, {s: {set: {from: third}}}]}"
        #expect(try Interpretation(third).output() == ["from": "third"])
    }

    @Test func `digest 5: end in a branch ends everything`() throws {
        let run = try Interpretation(
            """
            - f:
                fork:
                  branches:
                    - slow: {wait: PT5S}
                    - last: {set: {the: end}, then: end}
            - never: {set: {x: 1}}
            """)
        #expect(try run.output() == ["the": "end"])
        #expect(run.story == ["f completed", "slow cancelled", "last completed"])
    }

    @Test func `digest 5: branches see the variables around the fork, and the context of each other`() throws {
        let run = try Interpretation(
            """
            - each:
                for: {each: pet, in: .pets}
                do:
                  - f:
                      fork:
                        branches:
                          - a: {set: '${ $pet }', export: {as: '$context + {($pet): true}'}}
                          - b: {do: [{w: {wait: PT1S}}, {c: {set: '${ $context }'}}]}
            """, input: ["pets": ["cat"]])
        #expect(try run.output() == ["cat", ["cat": true]])
    }

    @Test func `branches ask side by side`() throws {
        let branches = (0..<5).map { "          - b\($0): {call: agent, with: {agent: a\($0)}}" }
        let run = try Interpretation("- f:\n    fork:\n      branches:\n" + branches.joined(separator: "\n"))
        var execution = Execution(
            of: run.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        let step = execution.start(using: run)
        #expect(step.effects.map(\.ordinal) == [1, 2, 3, 4, 5])
    }

    @Test func `a journal of forks cut at every point leads to the same outcome`() throws {
        let document = """
            - f:
                fork:
                  branches:
                    - one: {do: [{a: {call: agent, with: {agent: a}}}, {b: {wait: PT2S}}, {c: {call: agent, with: {agent: c}}}]}
                    - two: {for: {in: '[1, 2, 3]'}, do: [{d: {call: agent, with: {agent: d, input: '${ $item }'}}}]}
                    - three:
                        fork: {compete: true, branches: [{e: {wait: PT3S}}, {g: {call: agent, with: {agent: g}}}]}
                    - four:
                        try: [{h: {call: agent, with: {agent: fails}, timeout: {after: PT9S}}}]
                        catch: {retry: {delay: PT1S, limit: {attempt: {count: 1, duration: PT20S}}}, do: [{i: {call: agent, with: {agent: i}}}]}
                    - five: {listen: {to: {any: [], until: '(. | length) == 2'}}, foreach: {do: [{j: {call: agent, with: {agent: j}}}]}}
                    - six: {call: f}
                output: {as: '{all: ., at: now}'}
            """
        let top = """
            use:
              functions: {f: {call: agent, with: {agent: f}}}
              extensions: [{log: {extend: wait, before: [{pre: {call: agent, with: {agent: p}}}], after: [{post: {set: {x: 1}}}]}}]
            """
        let answer: Interpretation.Answer = { effect in
            if case .agent(let call) = effect.kind, call.agent == "fails" {
                return .failure(WorkflowError(.communication, detail: "no"))
            }
            return .success(["ordinal": JSON(effect.ordinal)])
        }
        let whole = try Interpretation(document, top: top)
        let output = try whole.output(answering: answer)
        let (story, details) = (whole.story, whole.details)
        for cut in 0...whole.journal.count {
            let again = try Interpretation(document, top: top)
            let outcome = try again.run(replaying: Array(whole.journal.prefix(cut)), answering: answer)
            guard case .completed(let value) = outcome else {
                Issue.record("cut at \(cut): \(outcome)")
                continue
            }
            #expect(value == output, "cut at \(cut)")
            #expect(again.story == story, "cut at \(cut)")
            #expect(again.details == details, "cut at \(cut)")
        }
        for place in 0..<whole.journal.count {
            let again = try Interpretation(document, top: top)
            let outcome = try again.interpret(snapshotAt: place, answering: answer)
            guard case .completed(let value)? = outcome else {
                Issue.record("snapshot at \(place): \(String(describing: outcome))")
                continue
            }
            #expect(value == output, "snapshot at \(place)")
            let isKept = zip(again.details, details).allSatisfy { $0 == $1 }
            #expect(isKept, "snapshot at \(place)")
            #expect(again.journal.map(\.json) == whole.journal.map(\.json), "snapshot at \(place)")
        }
    }
}
