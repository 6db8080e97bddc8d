import JQ
import JSON
import TestServers
import Testing

/// Expressions that are evaluated without jq must mean what jq means by them.
struct PlainExpressionTests {
    private let counts = JQCounts()
    private let jq: JQ

    init() {
        jq = JQ(evaluator: TestServers.binaries + "/JQEvaluator", counts: counts)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `random expressions have jq's values and errors`(seed: UInt64) throws {
        var random = RandomExpression(random: SeededGenerator(seed: seed))
        let expressions = (0..<400).map { _ in random.pipe(depth: 2) }
        let values = [.null] + (0..<7).map { _ in random.object(depth: 3) }
        let variables: JSONObject = ["v": random.object(depth: 3)]
        let expected = try Oracle().outputs(of: expressions, on: values, variables: variables)
        let program = JQProgram(id: "plain", expressions: expressions, variables: ["v"])
        for (value, expected) in zip(values, expected) {
            for index in expressions.indices {
                let output = Result<JSON, JQError> { () throws(JQError) in
                    try jq.evaluate(program, [index], on: value, variables: variables)[0]
                }
                guard output != expected[index] else { continue }
                Issue.record("\(expressions[index]) on \(value), $v = \(variables): \(output), jq: \(expected[index])")
            }
        }
        // The rest are errors, and what is left to jq on purpose.
        #expect(counts.plainExpressions > expressions.count * values.count / 4)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `whatever is taken for plain compiles in jq, and means the same`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tokens = [
            ".", ".a", ".b", "$v", "1", "2.5", "\"x\"", "\"\\(.a)\"", "null", "true", "not", "length", "|", ",", "//",
            "or", "and",
            "==", "<", "+", "-", "*", "/", "?", "(", ")", "[", "]", "{", "}", ":", "a", " ", "=", "if", "then", "else",
            "end",
        ]
        var plain: Set<String> = []
        for _ in 0..<150_000 {
            let soup = (0..<Int.random(in: 1...7, using: &random)).map { _ in random.pick(tokens) }
                .joined(separator: random.chance(70) ? " " : "")
            let started = counts.evaluators
            let probe = JQProgram(id: soup, expressions: [soup], variables: ["v"])
            guard probe.isPlain, !plain.contains(soup) else { continue }
            _ = try jq.check(probe)
            #expect(counts.evaluators == started)
            plain.insert(soup)
        }
        let expressions = plain.sorted()
        #expect(expressions.count > 500)
        let variables: JSONObject = ["v": ["a": 1]]
        let values: [JSON] = [["a": [1, 2], "b": "x"], 3]
        let expected = try Oracle().outputs(of: expressions, on: values, variables: variables)
        let program = JQProgram(id: "soup", expressions: expressions, variables: ["v"])
        for (value, expected) in zip(values, expected) {
            for index in expressions.indices {
                let output = Result<JSON, JQError> { () throws(JQError) in
                    try jq.evaluate(program, [index], on: value, variables: variables)[0]
                }
                guard output != expected[index] else { continue }
                Issue.record("\(expressions[index]) on \(value): \(output), jq: \(expected[index])")
            }
        }
    }

    @Test(arguments: [
        ".id", "$v.id", ".list[1]", "{copy: .id, list}.copy", "[.id][0]", ".none // .id", "if .id then .id else 0 end",
    ])
    func `numbers that are only passed on keep their digits`(expression: String) throws {
        let big = try JSON(parsing: "9007199254740993")
        let program = JQProgram(id: expression, expressions: [expression], variables: ["v"])
        let value: JSON = ["id": big, "list": [0, big]]
        #expect(try jq.evaluate(program, [0], on: value, variables: ["v": value]) == [big])
        #expect(counts.evaluators == 0)
    }

    @Test func `digits beyond those of any integer stay too`() throws {
        let text = "123456789012345678901234567890"
        let program = JQProgram(id: "digits", expressions: [".id"], variables: [])
        let value = try jq.evaluate(program, [0], on: ["id": try JSON(parsing: text)], variables: [:])[0]
        #expect(value.text == text)
    }

    @Test(arguments: [
        "[.,.]" + String(repeating: "|[.,.]", count: 50),
        "\"\\(.)\\(.)\"" + String(repeating: "|\"\\(.)\\(.)\"", count: 50),
        ".+." + String(repeating: "|.+.", count: 50),
    ])
    func `what would grow without end is left to jq and its limits`(expression: String) throws {
        let jq = JQ(
            evaluator: TestServers.binaries + "/JQEvaluator",
            limits: JQLimits(time: .seconds(1), output: 100_000),
            counts: counts)
        let program = JQProgram(id: "growth", expressions: [expression, "1 # jq"], variables: [])
        #expect(JQProgram(id: "g", expressions: [expression], variables: []).isPlain)
        #expect(throws: JQError.self) { try jq.evaluate(program, [0], on: "some text", variables: [:]) }
        #expect(counts.kills == 1)
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:]) == [1])
    }

    @Test func `plain expressions need no process`() throws {
        let jq = JQ(evaluator: "/nowhere", counts: counts)
        let program = JQProgram(
            id: "p",
            expressions: [
                ".a.b", ".list[-1]", "\"Hello \\(.name)!\"", "{n: .a.b, s: (.a.b > 1 and .name == \"Ada\")}",
            ],
            variables: [])
        let value: JSON = ["a": ["b": 2], "list": [1, 2], "name": "Ada"]
        let values = try jq.evaluate(program, [0, 1, 2, 3], on: value, variables: [:])
        #expect(values == [2, 2, "Hello Ada!", ["n": 2, "s": true]])
        #expect(counts.plainExpressions == 4)
    }
}
