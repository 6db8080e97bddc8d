import Identity
import JSON
import Testing
import WorkflowEngine

/// Digest section 4: where expressions stand, and what they see.
struct ExpressionRuleTests {
    private func output(_ tasks: String, input: JSON = [:], top: String = "") throws -> JSON {
        try Interpretation(tasks, input: input, top: top).output()
    }

    /// Documents whose `«…»` are the whole text of a member that takes an expression.
    static let fields: [(name: String, tasks: String, output: JSON)] = [
        ("if", "- a: {if: '«.on»', set: {y: 1}}", ["y": 1]),
        (
            "when", "- a: {switch: [{x: {when: '«.on»', then: end}}]}\n- b: {set: {no: 1}}",
            ["on": true, "list": [1, 2]]
        ),
        (
            "catch.when", "- t: {try: [{r: RAISE}], catch: {when: '«$error.status == 400»', do: [{h: {set: {y: 1}}}]}}",
            ["y": 1]
        ),
        (
            "catch.exceptWhen",
            "- t: {try: [{r: RAISE}], catch: {exceptWhen: '«$error.status == 500»', do: [{h: {set: {y: 1}}}]}}",
            ["y": 1]
        ),
        ("while", "- f: {for: {in: '[1, 2, 3]'}, while: '«$index < 2»', do: [{a: {set: '${ $item }'}}]}", 2),
        ("for.in", "- f: {for: {in: '«.list»'}, do: [{a: {set: '${ $item }'}}]}", 2),
        ("input.from", "- a: {input: {from: '«.list»'}, set: '${ . }'}", [1, 2]),
        ("output.as", "- a: {set: {x: 1}, output: {as: '«.x»'}}", 1),
        ("export.as", "- a: {set: {x: 1}, export: {as: '«.x»'}}\n- b: {set: '${ $context }'}", 1),
        ("until", "- l: {listen: {to: {any: [], until: '«(. | length) == 2»'}}}", [7, 7]),
        (
            "correlate.from",
            "- l: {listen: {to: {one: {with: {type: a}, correlate: {k: {from: '«.data»', expect: '7'}}}}}}",
            [7]
        ),
    ]

    @Test(arguments: fields.map(\.name), ["bare", "enclosed"])
    func `digest A2: fields of expressions take a bare program or an enclosed one`(name: String, form: String) throws {
        let field = try #require(Self.fields.first { $0.name == name })
        let tasks = field.tasks
            .replacing("RAISE", with: "{raise: {error: {type: 'https://x.test/e', status: 400}}}")
            .replacing("expect: '7'", with: "expect: '${ 7 }'")
            .replacing("«", with: form == "bare" ? "" : "${ ").replacing("»", with: form == "bare" ? "" : " }")
        let run = try Interpretation(tasks, input: ["on": true, "list": [1, 2]])
        let event: JSON = ["specversion": "1.0", "id": "1", "source": "/s", "type": "a", "data": 7]
        #expect(try run.output { _ in .success(event) } == field.output)
    }

    @Test func `digest 4: in values only enclosed texts are expressions, at any depth, and keys never`() throws {
        let tasks = "- a: {set: {bare: .n, deep: [{x: ['${ .n }', '.n']}], '${ .n }': 1, number: 5, none: null}}"
        #expect(
            try output(tasks, input: ["n": 7])
                == ["bare": ".n", "deep": [["x": [7, ".n"]]], "${ .n }": 1, "number": 5, "none": nil])
    }

    @Test func `digest 4: objects of expressions shape data too`() throws {
        let tasks =
            "- a: {input: {from: {k: '${ .n }'}}, set: '${ . }', output: {as: {out: '${ .k }'}}, export: {as: {kept: '${ .out }'}}}\n- b: {set: '${ [., $context] }'}"
        #expect(try output(tasks, input: ["n": 7]) == [["out": 7], ["kept": 7]])
    }

    @Test func `digest 4: a program that does not compile is an expression error at its task`() throws {
        let error = try Interpretation("- a: {set: {x: '${ nosuchfunction }'}}").error()
        #expect(error.type == StandardError.expression.type)
        #expect(error.instance == "/do/0/a")
    }

    @Test func `digest A13: no value is null, of many the first one counts`() throws {
        #expect(try output("- a: {set: {none: '${ empty }', many: '${ 1, 2 }'}}") == ["none": nil, "many": 1])
    }

    @Test func `digest 4: numbers that no expression changes keep their digits`() throws {
        let number = try JSON(parsing: Array("9007199254740993".utf8))
        #expect(try output("- a: {set: {n: '${ .n }', whole: '${ . }'}}", input: ["n": number])["n"] == number)
        #expect(try output("- w: {wait: PT1S}", input: number) == number)
    }

    @Test func `digest 4: the arguments of the workflow's input`() throws {
        let top = "use: {secrets: [s]}\ninput: {from: '[$secrets.s, $workflow.id, $runtime.name, $context, $task]'}"
        let run = try Interpretation("- a: {if: 'true', set: '${ . }'}", top: top)
        run.secrets = ["s": "secret"]
        #expect(try run.output() == ["secret", "run", "intelligentic", [:], nil])
    }

    @Test func `digest 4: the arguments of a task, from its input to its export`() throws {
        let known = "[$context.k, $secrets.s, $task.name, $workflow.id, $runtime.name"
        let run = try Interpretation(
            """
            - before: {set: {n: 1}, export: {as: '{k: 1}'}}
            - a:
                if: '\(known)] == [1, "secret", "a", "run", "intelligentic"]'
                input: {from: '{from: \(known)]}'}
                set: {from: '${ .from }', work: '${ \(known), $input.from[0]] }'}
                output: {as: '. + {out: \(known), $input.from[0], $task.output.work[0]]}'}
                export: {as: '$output + {exported: \(known), $input.from[0], $output.out[0]]}'}
            - b: {set: '${ $context }'}
            """,
            top:
                "use: {secrets: [s]}\noutput: {as: '. + {end: [$context.out[0], $secrets.s, $workflow.id, $runtime.name]}'}"
        )
        run.secrets = ["s": "secret"]
        let row: [JSON] = [1, "secret", "a", "run", "intelligentic"]
        #expect(
            try run.output() == [
                "from": .array(row), "work": .array(row + [1]), "out": .array(row + [1, 1]),
                "exported": .array(row + [1, 1]), "end": [1, "secret", "run", "intelligentic"],
            ])
    }

    @Test func `digest 4: what $task, $workflow and $runtime hold`() throws {
        let run = try Interpretation(
            "- a: {input: {from: .n}, set: {x: 1}, output: {as: '{task: $task, workflow: $workflow, runtime: $runtime}'}}",
            input: ["n": 2])
        let known = try run.output()
        let startedAt: JSON = [
            "iso8601": .string(Interpretation.startedAt.description),
            "epoch": ["seconds": 1_700_000_000, "milliseconds": 1_700_000_000_000],
        ]
        let task = known["task"]
        #expect(task?["name"] == "a")
        #expect(task?["reference"] == "/do/0/a")
        #expect(task?["definition"]?["set"] == ["x": 1])
        #expect(task?["input"] == ["n": 2])
        #expect(task?["output"] == ["x": 1])
        #expect(task?["startedAt"] == startedAt)
        #expect(known["workflow"]?["id"] == "run")
        #expect(known["workflow"]?["definition"]?["document"]?["name"] == "test")
        #expect(known["workflow"]?["input"] == ["n": 2])
        #expect(known["workflow"]?["startedAt"] == startedAt)
        #expect(known["runtime"]?["name"] == "intelligentic")
        #expect(known["runtime"]?["version"]?.string?.isEmpty == false)
        #expect(known["runtime"]?["metadata"] == [:])
    }

    @Test func `digest 4: for, catch and foreach have variables without being told their names`() throws {
        #expect(
            try output("- f: {for: {in: '[5, 6]'}, do: [{a: {set: '${ [$item, $index] }'}}]}") == [6, 1])
        #expect(
            try output(
                "- t: {try: [{r: {raise: {error: {type: 'https://x.test/e', status: 400}}}}], catch: {do: [{h: {set: '${ $error.status }'}}]}}"
            ) == 400)
        let run = try Interpretation(
            "- l: {listen: {to: {one: {with: {type: a}}}}, foreach: {do: [{a: {set: '${ [$item, $index] }'}}]}}")
        let event: JSON = ["specversion": "1.0", "id": "1", "source": "/s", "type": "a", "data": 7]
        #expect(try run.output { _ in .success(event) } == [[7, 0]])
    }

    @Test(arguments: [("{list}", true), ("{none}", false), ("{n}", false)])
    func `digest 4: a URI template takes scalars of the data, nothing for what is missing`(
        path: String, isError: Bool
    ) throws {
        let run = try Interpretation(
            "- c: {call: http, with: {method: get, endpoint: 'http://x.test/\(path)'}}",
            input: ["list": [1], "n": 3])
        guard case .faulted(let error) = try run.run() else {
            guard case .http(let call)? = run.effects.first?.kind else { throw Missing() }
            #expect(!isError)
            #expect(call.url == "http://x.test/" + (path == "{n}" ? "3" : ""))
            return
        }
        #expect(isError)
        #expect(error.type == StandardError.expression.type)
        #expect(error.status == 400)
    }

    private struct Missing: Error {}
}
