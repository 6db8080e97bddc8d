import JSON
import Testing
import WorkflowEngine

/// Digest section 3: what is evaluated when, on what.
struct EvaluationOrderTests {
    private func output(_ tasks: String, input: JSON = [:], top: String = "") throws -> JSON {
        try Interpretation(tasks, input: input, top: top).output()
    }

    @Test func `digest 3.1: if comes before all else of the task, on the raw input`() throws {
        let tasks = """
            - a: {if: .go, input: {schema: {document: {required: [z]}}, from: .z}, set: '${ . }', output: {as: '{a: .}'}, export: {as: '{e: .}'}}
            - b: {set: '${ {got: ., context: $context} }'}
            """
        #expect(try output(tasks, input: ["go": false]) == ["got": ["go": false], "context": [:]])
        #expect(try output(tasks, input: ["go": true, "z": 5]) == ["got": ["a": 5], "context": ["e": ["a": 5]]])
        #expect(try Interpretation(tasks, input: ["go": true]).error().type == StandardError.validation.type)
    }

    @Test func `digest 3.2: input.schema checks the raw input, not what from makes of it`() throws {
        let task = "- a: {input: {schema: {document: {required: [outer]}}, from: .outer}, set: '${ . }'}"
        #expect(try output(task, input: ["outer": 5]) == 5)
        #expect(try Interpretation(task, input: ["inner": ["outer": 5]]).error().instance == "/do/0/a")
    }

    @Test func `digest 3.3: input.from makes $input and the dot of the task's work, not $task.input`() throws {
        let task = "- a: {input: {from: .inner}, set: {dot: '${ . }', input: '${ $input }', raw: '${ $task.input }'}}"
        #expect(try output(task, input: ["inner": 1]) == ["dot": 1, "input": 1, "raw": ["inner": 1]])
    }

    @Test func `digest 3.5: output.as works on the raw output, with $input`() throws {
        #expect(try output("- a: {set: {x: 1}, output: {as: '{x, in: $input}'}}", input: 7) == ["x": 1, "in": 7])
    }

    @Test func `digest 3.6: output.schema checks the transformed output`() throws {
        #expect(try output("- a: {set: {x: 1}, output: {as: .x, schema: {document: {type: integer}}}}") == 1)
        let raw = "- a: {set: {x: 1}, output: {as: .x, schema: {document: {type: object}}}}"
        #expect(try Interpretation(raw).error().type == StandardError.validation.type)
    }

    @Test func `digest 3.7: export.as replaces the context, and without it the context stays`() throws {
        let tasks = """
            - a: {set: {x: 1}, output: {as: .x}, export: {as: '{a: .}'}}
            - b: {set: {y: 1}}
            - c: {set: '${ $context }', export: {as: '{c: true}'}}
            - d: {set: '${ [., $context] }'}
            """
        #expect(try output(tasks) == [["a": 1], ["c": true]])
    }

    @Test func `digest 3.8: export.schema checks the new context, and what fails is not exported`() throws {
        let tasks = """
            - t:
                try: [{a: {set: {x: 1}, export: {as: '{n: .x}', schema: {document: {required: [EXPECTED]}}}}}]
                catch: {do: [{h: {set: '${ {status: $error.status, context: $context} }'}}]}
            """
        #expect(try output(tasks.replacing("EXPECTED", with: "n")) == ["x": 1])
        #expect(try output(tasks.replacing("EXPECTED", with: "x")) == ["status": 400, "context": [:]])
    }

    @Test func `digest 3.9: the transformed output is the raw input of the task that then names`() throws {
        let tasks =
            "- a: {set: {x: 1}, output: {as: .x}, then: c}\n- b: {set: 0}\n- c: {set: '${ {input: $task.input} }'}"
        #expect(try output(tasks.replacing("{set: 0}", with: "{set: {no: 1}}")) == ["input": 1])
    }

    @Test func `digest 3: data that does not keep to a schema is caught like any error`() throws {
        let tasks = """
            - t:
                try: [{a: {input: {schema: {document: {type: string}}}, set: {x: 1}}}]
                catch: {errors: {with: {type: https://serverlessworkflow.io/spec/1.0.0/errors/validation, status: 400}}, do: [{h: {set: {caught: '${ $error.instance }'}}}]}
            """
        #expect(try output(tasks) == ["caught": "/do/0/t/try/0/a"])
    }

    @Test func `digest 3: the workflow's output is shaped, then checked`() throws {
        let tasks = "- a: {set: {x: 1}}"
        func top(_ type: String) -> String { "output: {as: .x, schema: {document: {type: \(type)}}}" }
        #expect(try output(tasks, top: top("integer")) == 1)
        let error = try Interpretation(tasks, top: top("object")).error()
        #expect(error.type == StandardError.validation.type)
        #expect(error.instance == "/")
    }

    @Test func `digest 3: an inner time limit does not outlive an outer one`() throws {
        let run = try Interpretation(
            "- outer: {timeout: {after: PT2S}, do: [{inner: {timeout: {after: PT9S}, do: [{w: {wait: PT20S}}]}}]}")
        #expect(try run.error().instance == "/do/0/outer")
        #expect(run.story == ["outer faulted", "inner cancelled", "w cancelled"])
        // Neither the inner limit's timer nor the wait's goes on.
        #expect(run.withdrawn.count == 2)
    }
}
