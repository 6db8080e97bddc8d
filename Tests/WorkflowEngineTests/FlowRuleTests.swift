import JSON
import Testing
import WorkflowEngine

/// Digest section 5: directives, switches, scopes.
struct FlowRuleTests {
    private func output(_ tasks: String, input: JSON = [:]) throws -> JSON {
        try Interpretation(tasks, input: input).output()
    }

    @Test func `digest 5: continue goes on, and the end of a list is its end`() throws {
        #expect(
            try output(
                "- d: {do: [{a: {set: {x: 1}, then: continue}}, {b: {set: {x: '${ .x + 1 }'}}}]}\n- c: {set: {y: '${ .x }'}}"
            )
                == ["y": 2])
    }

    @Test func `digest 5: exit in the main list completes the workflow`() throws {
        #expect(try output("- a: {set: {x: 1}, then: exit}\n- b: {set: {x: 2}}") == ["x": 1])
    }

    @Test func `digest 5: a switch without a match takes its own then, else goes on`() throws {
        func tasks(_ then: String) -> String {
            "- s: {switch: [{no: {when: 'false', then: c}}]\(then)}\n- b: {set: {from: b}, then: end}\n- c: {set: {from: c}}"
        }
        #expect(try output(tasks("")) == ["from": "b"])
        #expect(try output(tasks(", then: c")) == ["from": "c"])
    }

    @Test func `digest 5: the directive of a case wins over the switch's own`() throws {
        #expect(
            try output(
                "- s: {switch: [{yes: {when: 'true', then: c}}], then: end}\n- b: {set: {from: b}}\n- c: {set: {from: c}}"
            )
                == ["from": "c"])
    }

    @Test func `digest A12: exit in a loop ends the pass, end ends everything`() throws {
        func tasks(_ then: String) -> String {
            """
            - f: {for: {in: '[1, 2, 3]'}, do: [{a: {set: '${ . + [$item] }'}}, {s: {if: $item == 2, set: '${ . }', then: \(then)}}, {c: {set: '${ . + ["c"] }'}}]}
            - last: {set: '${ . + ["last"] }'}
            """
        }
        #expect(try output(tasks("exit"), input: []) == [1, "c", 2, 3, "c", "last"])
        #expect(try output(tasks("end"), input: []) == [1, "c", 2])
    }

    @Test func `digest 5: variables are seen at any depth, hide outer ones, and end with their task`() throws {
        #expect(
            try output(
                """
                - outer:
                    for: {each: x, in: '[1, 2]'}
                    do:
                      - d: {do: [{inner: {for: {each: x, at: i, in: '["a"]'}, do: [{a: {set: '${ [$x, $i, $index] }'}}]}}]}
                      - b: {set: '${ . + [$x, $i] }'}
                - after: {set: '${ . + [$x, $index] }'}
                """) == ["a", 0, 1, 2, nil, nil, nil])
    }

    @Test func `digest 5: the error's variable is seen in catch.do only`() throws {
        #expect(
            try output(
                """
                - t:
                    try: [{a: {set: '${ [$e] }'}}, {r: {raise: {error: {type: 'https://x.test/e', status: 400}}}}]
                    catch: {as: e, do: [{d: {do: [{h: {set: '${ [$e.status] }'}}]}}]}
                - after: {set: '${ . + [$e] }'}
                """) == [400, nil])
    }

    @Test func `digest 5: what is exported deep inside is seen everywhere afterwards`() throws {
        #expect(
            try output(
                """
                - f: {for: {in: '[1]'}, do: [{d: {do: [{a: {set: {x: 1}, export: {as: '{deep: true}'}}}]}}]}
                - t: {try: [{b: {set: '${ $context }', export: {as: '$context + {tried: .deep}'}}}], catch: {}}
                - c: {set: '${ $context }'}
                """) == ["deep": true, "tried": true])
    }

    @Test func `digest A15: the context is empty at first`() throws {
        #expect(try output("- a: {set: '${ $context }'}", input: ["x": 1]) == [:])
    }

    @Test func `digest 5: a branch is a scope: exit ends it, and not the fork`() throws {
        #expect(
            try output(
                "- f: {fork: {branches: [{a: {do: [{x: {set: {a: 1}, then: exit}}, {y: {set: {a: 2}}}]}}, {b: {set: {b: 1}, then: exit}}]}}\n- last: {set: '${ . + [0] }'}"
            ) == [["a": 1], ["b": 1], 0])
    }
}
