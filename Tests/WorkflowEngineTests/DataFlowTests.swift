import JSON
import Testing
import WorkflowEngine

/// Digest sections 3 and 4.
struct DataFlowTests {
    @Test func `digest 3: set replaces the data`() throws {
        let run = try Interpretation("- a: {set: {x: 1}}\n- b: {set: {y: '${ .x + 1 }'}}", input: ["z": 0])
        #expect(try run.output() == ["y": 2])
    }

    @Test func `digest 3: input.from, output.as and export.as come in order`() throws {
        let run = try Interpretation(
            """
            - a:
                input: {from: .inner}
                set: {seen: '${ . }', given: '${ $input }'}
                output: {as: .seen}
                export: {as: '$context + {kept: $output, raw: $task.output.given}'}
            - b:
                set: {out: '${ . }', context: '${ $context }'}
            """, input: ["inner": [1, 2]])
        #expect(try run.output() == ["out": [1, 2], "context": ["kept": [1, 2], "raw": [1, 2]]])
    }

    @Test func `digest A18: a false if skips the task, its transformations and its then`() throws {
        let run = try Interpretation(
            "- a: {if: .no, set: {x: 1}, output: {as: '\"never\"'}, then: end}\n- b: {set: {got: '${ . }'}}",
            input: ["no": false])
        #expect(try run.output() == ["got": ["no": false]])
        #expect(run.story == ["a skipped", "b completed"])
    }

    @Test func `digest 3: workflow input.from and output.as`() throws {
        let run = try Interpretation(
            "- a: {set: {n: '${ . + 1 }'}}", input: ["n": 1], top: "input: {from: .n}\noutput: {as: .n}")
        #expect(try run.output() == 2)
    }

    @Test func `digest 4: a failing expression is an error of type expression at the task`() throws {
        let error = try Interpretation("- a: {set: {x: '${ .name + 1 }'}}", input: ["name": "text"]).error()
        #expect(error.type == StandardError.expression.type)
        #expect(error.status == 400)
        #expect(error.instance == "/do/0/a")
        #expect(error.detail?.contains(".name + 1") == true)
    }

    @Test func `digest 4: data that looks like an expression stays data`() throws {
        let run = try Interpretation("- a: {set: '${ . }'}\n- b: {set: {x: '${ .v }'}}", input: ["v": "${ 1 + 1 }"])
        #expect(try run.output() == ["x": "${ 1 + 1 }"])
    }

    @Test func `digest A19: expressions inside longer strings are filled in`() throws {
        let run = try Interpretation(
            "- a: {set: {hello: 'Hi ${ .name }, ${ .n } ${ .none }!'}}", input: ["name": "Ada", "n": 3])
        #expect(try run.output() == ["hello": "Hi Ada, 3 !"])
    }

    @Test func `digest 4: arguments tell of task, workflow and runtime`() throws {
        let run = try Interpretation(
            """
            - first: {set: {r: '${ $task.reference }', n: '${ $workflow.definition.document.name }', i: '${ $workflow.input.k }', w: '${ $runtime.name }', t: '${ $task.startedAt.epoch.milliseconds }'}}
            """, input: ["k": "v"])
        #expect(
            try run.output() == [
                "r": "/do/0/first", "n": "test", "i": "v", "w": "intelligentic", "t": 1_700_000_000_000,
            ])
    }
}
