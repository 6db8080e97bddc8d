import Foundation
import JSON
import Testing
import WorkflowEngine

/// Digest section 5, and the tasks do, for and switch of section 2.
struct FlowTests {
    @Test func `digest 5: then jumps forwards and backwards in its list`() throws {
        let run = try Interpretation(
            """
            - start: {set: {n: 0}, then: count}
            - never: {set: {n: 100}}
            - count: {set: {n: '${ .n + 1 }'}}
            - again: {switch: [{more: {when: .n < 3, then: count}}, {done: {then: end}}]}
            - after: {set: {n: 100}}
            """)
        #expect(try run.output() == ["n": 3])
    }

    @Test func `digest 5: exit leaves the list, end leaves the workflow`() throws {
        let inner =
            "- outer: {do: [{a: {set: {x: 1}, then: DIRECTIVE}}, {b: {set: {x: 2}}}]}\n- last: {set: {y: '${ .x }'}}"
        let exit = try Interpretation(inner.replacingOccurrences(of: "DIRECTIVE", with: "exit"))
        #expect(try exit.output() == ["y": 1])
        let end = try Interpretation(inner.replacingOccurrences(of: "DIRECTIVE", with: "end"))
        #expect(try end.output() == ["x": 1])
        #expect(end.story == ["outer completed", "a completed"])
    }

    @Test func `digest 2: switch takes the first match, else its default, and keeps its input`() throws {
        let tasks = """
            - choose:
                switch:
                  - other: {then: c}
                  - red: {when: '.color == "red"', then: a}
                  - any: {when: .color != null, then: b}
            - a: {set: {took: a}, then: end}
            - b: {set: {took: b, from: '${ .color }'}, then: end}
            - c: {set: {took: c}}
            """
        #expect(try Interpretation(tasks, input: ["color": "red"]).output() == ["took": "a"])
        #expect(try Interpretation(tasks, input: ["color": "blue"]).output() == ["took": "b", "from": "blue"])
        #expect(try Interpretation(tasks, input: [:]).output() == ["took": "c"])
    }

    @Test func `digest 2: for hands each iteration's output to the next`() throws {
        let run = try Interpretation(
            """
            - sum:
                for: {each: number, at: position, in: .numbers}
                do: [{add: {set: {numbers: '${ .numbers }', total: '${ (.total // 0) + $number * $position }'}}}]
            """, input: ["numbers": [5, 6, 7]])
        #expect(try run.output() == ["numbers": [5, 6, 7], "total": 20])
        #expect(run.tasks[3]?.reference == "/do/0/sum/do/0/add")
    }

    @Test func `digest A16: while is asked before each iteration`() throws {
        let run = try Interpretation(
            "- loop: {for: {in: '[1, 2, 3, 4]'}, while: (.seen | length) < 2, do: [{a: {set: {seen: '${ .seen + [$item] }'}}}]}",
            input: ["seen": []])
        #expect(try run.output() == ["seen": [1, 2]])
    }

    @Test func `digest A22: for over nothing keeps its input, over no array it faults`() throws {
        let loop = "- loop: {for: {in: .items}, do: [{a: {set: {x: 1}}}]}"
        #expect(try Interpretation(loop, input: [:]).output() == [:])
        #expect(try Interpretation(loop, input: ["items": "text"]).error().type == StandardError.expression.type)
    }

    @Test func `a loop without end is stopped by the task limit`() throws {
        let run = try Interpretation("- a: {do: [{b: {switch: [{x: {then: continue}}]}}], then: a}")
        let error = try run.error()
        #expect(error.detail?.contains("\(Execution.taskLimit)") == true)
    }
}
