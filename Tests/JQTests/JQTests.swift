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

    @Test func `digest 4: variables are bound, missing ones are null`() throws {
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

    @Test func `output has a limit`() throws {
        let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(output: 1_000))
        let program = JQProgram(id: "o", expressions: ["[range(1000)]"], variables: [])
        #expect(throws: JQError.outputLimit(1_000)) { try jq.evaluate(program, [0], on: .null, variables: [:]) }
    }

    @Test func `a megabyte comes back as it went`() throws {
        let big = JSON.array((0..<20_000).map { ["number": JSON($0), "text": "some text of a usual length"] })
        #expect(try value(".", on: big) == big)
    }

    @Test func `a value that stays the same travels once`() throws {
        let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(time: .seconds(5)))
        let program = JQProgram(
            id: "same", expressions: ["[length, ($v | length), $w]  # jq"], variables: ["v", "w"])
        let big = JSON.array((0..<5_000).map { JSON($0) })
        for round in 0..<5 {
            #expect(
                try jq.evaluate(program, [0], on: big, variables: ["v": big, "w": JSON(round)]) == [
                    [5_000, 5_000, JSON(round)]
                ])
        }
        // A value that is gone is null, and comes back when it is there again.
        #expect(try jq.evaluate(program, [0], on: "short", variables: [:]) == [[5, 0, nil]])
        #expect(try jq.evaluate(program, [0], on: .array([1]), variables: ["v": big]) == [[1, 5_000, nil]])
    }

    @Test func `values that differ in their bytes only are told apart`() throws {
        let program = JQProgram(id: "bytes", expressions: [".[0] | utf8bytelength  # jq"], variables: [])
        let filler = JSON.string(String(repeating: "x", count: 10_000))
        for (text, length) in [("e\u{301}", 3), ("\u{E9}", 2), ("e\u{301}", 3)] {
            #expect(try jq.evaluate(program, [0], on: [.string(text), filler], variables: [:]) == [JSON(length)])
        }
    }

    @Test func `more programs than evaluators take turns`() throws {
        let counts = JQCounts()
        let jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", counts: counts)
        let programs = (0..<JQ.evaluatorLimit + 2).map {
            JQProgram(id: "\($0)", expressions: [". + \($0) # jq"], variables: [])
        }
        for _ in 0..<2 {
            for (number, program) in programs.enumerated() {
                #expect(try jq.evaluate(program, [0], on: 1, variables: [:]) == [JSON(1 + number)])
            }
        }
        #expect(counts.evaluators == 2 * programs.count)
        #expect(counts.kills == 0)
    }

    @Test func `overtime is asked for, and a refusal ends the evaluator`() throws {
        let counts = JQCounts()
        let jq = JQ(
            evaluator: TestServers.binaries + "/JQEvaluator",
            limits: JQLimits(time: .milliseconds(600), patience: .milliseconds(100)), counts: counts)
        let program = JQProgram(id: "slow", expressions: ["last(range(1e12))", "1 # jq"], variables: [])
        let (granting, refusing) = (Answer(isGranted: true), Answer(isGranted: false))
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:]) == [1])
        #expect(throws: JQError.timeLimit(.milliseconds(600))) {
            try jq.evaluate(program, [0], on: .null, variables: [:], overtime: granting)
        }
        #expect(throws: JQError.overtimeRefused) {
            try jq.evaluate(program, [0], on: .null, variables: [:], overtime: refusing)
        }
        #expect(counts.kills == 2)
        #expect(granting.count > 0)
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:], overtime: granting) == [1])
    }

    private final class Answer: Overtime {
        private let answer: Bool
        private(set) var count = 0

        init(isGranted answer: Bool) {
            self.answer = answer
        }

        func isGranted() -> Bool {
            count += 1
            return answer
        }
    }
}
