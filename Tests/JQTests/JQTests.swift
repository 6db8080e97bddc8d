import JQ
import JSON
import TestServers
import Testing

struct JQTests {
    private let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator")

    private func value(_ expression: String, on input: JSON = .null, _ variables: JSONObject = [:]) throws -> JSON {
        let program = JQProgram(id: expression, expressions: [expression], variables: Array(variables.keys))
        return try jq.evaluate(program, [0], on: input, variables: variables)[0]
    }

    private func failure(_ expression: String, on input: JSON = .null) -> JQError? {
        #expect(throws: JQError.self) { try value(expression, on: input) }
    }

    @Test(
        arguments: [
            (".a.b", ["a": ["b": 1]], 1), ("empty", nil, nil), ("1, 2", nil, 1), (".[0] # the first", [7], 7),
            ("\"\\(.a)x\"", ["a": "ü✓"], "ü✓x"), ("def f: 3; f", nil, 3), ("if . then 1 else 2 end", true, 1),
            ("$ENV | length", nil, 0), ("env | length", nil, 0),
        ] as [(String, JSON, JSON)])
    func `values`(expression: String, input: JSON, expected: JSON) throws {
        #expect(try value(expression, on: input) == expected)
    }

    @Test func `variables are bound, missing ones are null`() throws {
        let program = JQProgram(id: "v", expressions: ["[$item, $context.x]"], variables: ["item", "context"])
        #expect(try jq.evaluate(program, [0], on: .null, variables: ["item": 5]) == [[5, nil]])
    }

    @Test func `several expressions take one exchange and keep their order`() throws {
        let program = JQProgram(id: "several", expressions: [". + 1", ". * 2", "."], variables: [])
        #expect(try jq.evaluate(program, [2, 0, 1], on: 5, variables: [:]) == [5, 6, 10])
    }

    @Test func `now is the time that the caller says`() throws {
        #expect(try value("now", ["__now": 1_700_000_000]) == 1_700_000_000)
    }

    @Test func `an error says what is wrong and the evaluator lives on`() throws {
        #expect(throws: JQError.expression(index: 0, message: "string (\"a\") and number (1) cannot be added")) {
            try value(". + 1", on: "a")
        }
        #expect(try value(". + 1", on: 1) == 2)
    }

    @Test(arguments: [
        "1) | (2", ".a +", "foo", "$unbound", "{a: 1", "\"abc", "1 # )\n)", "import \"a\" as a; 1", "include \"a\"; 1",
        "1) else 2 end | if true then (3",
    ])
    func `what does not compile alone is refused`(expression: String) throws {
        let program = JQProgram(id: expression, expressions: [".ok", expression], variables: [])
        let errors = try jq.check(program)
        #expect(errors.map(\.index) == [1])
        #expect(errors.first?.message.isEmpty == false)
    }

    @Test(arguments: ["input", "inputs", "halt", "halt_error", "\"x\" | halt_error(3)"])
    func `what reaches out of the expression is an error`(expression: String) throws {
        #expect(throws: JQError.self) { try value(expression) }
    }

    @Test(arguments: ["last(range(1e12))", "def f: f; f", "last(repeat(1))", "[limit(1e9; repeat(1))] | length"])
    func `a runaway is stopped and the next evaluation works`(expression: String) throws {
        let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(time: .milliseconds(300)))
        let program = JQProgram(id: "r", expressions: [expression, "1"], variables: [])
        #expect(throws: JQError.self) { try jq.evaluate(program, [0], on: .null, variables: [:]) }
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:]) == [1])
    }

    @Test func `memory has a limit`() throws {
        let jq = JQ(
            evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(time: .seconds(20), memory: 64 << 20))
        let program = JQProgram(id: "m", expressions: ["reduce range(1e9) as $i (\"x\"; . + .)", "1"], variables: [])
        #expect(throws: JQError.self) { try jq.evaluate(program, [0], on: .null, variables: [:]) }
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:]) == [1])
    }

    @Test func `output has a limit`() throws {
        let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(output: 1_000))
        let program = JQProgram(id: "o", expressions: ["[range(1000)]"], variables: [])
        #expect(throws: JQError.outputLimit(1_000)) { try jq.evaluate(program, [0], on: .null, variables: [:]) }
    }

    @Test func `a megabyte comes back as it went`() throws {
        let big = JSON.array((0..<20_000).map { ["number": JSON($0), "text": "some text of a usual length"] })
        #expect(try value(".", on: big) == big)
    }
}
