import Glibc
import JQ
import JSON
import TestServers
import Testing

/// Expressions that mean harm end in an error that names the limit, and the evaluators go on.
struct HostileTests {
    private let counts = JQCounts()
    /// With so much time that it does not matter how busy the machine is.
    private let jq: JQ
    private let hurried: JQ

    init() {
        let (evaluator, limits) = (
            TestServers.binaries + "/JQEvaluator", JQLimits(time: .seconds(30), memory: 96 << 20, output: 1 << 20)
        )
        jq = JQ(evaluator: evaluator, limits: limits, counts: counts)
        var short = limits
        short.time = .seconds(1)
        hurried = JQ(evaluator: evaluator, limits: short, counts: counts)
    }

    /// Why an expression has no value; afterwards, another one of its program and one of another program have theirs.
    private func failure(_ expression: String, on input: JSON = .null, by jq: JQ? = nil) throws -> JQError? {
        let jq = jq ?? self.jq
        let program = JQProgram(id: expression, expressions: [expression, "1 # jq"], variables: [])
        let error = #expect(throws: JQError.self) {
            try jq.evaluate(program, [0], on: input, variables: [:])
        }
        #expect(try jq.evaluate(program, [1], on: .null, variables: [:]) == [1])
        let other = JQProgram(id: "other", expressions: [". + 1 # jq"], variables: [])
        #expect(try jq.evaluate(other, [0], on: 1, variables: [:]) == [2])
        return error
    }

    @Test(arguments: [
        "def f: f; f", "last(range(1e12))", "last(repeat(1))", "[limit(1e9; repeat(1))] | length", "until(false; .)",
        "[range(1e12)] | length",
        "reduce range(1e9) as $i (0; . + 1)", "[recurse(. + 1; true) | select(. < 0)]",
        "last(limit(1e12; range(1e12)))",
        "first(range(1e12) | select(. < 0))",
    ])
    func `digest 4: a runaway ends at its time, or at its memory`(expression: String) throws {
        let error = try failure(expression, by: hurried)
        #expect(error == .timeLimit(.seconds(1)) || error == .memoryLimit(96 << 20))
        #expect(counts.kills == 1)
    }

    @Test(arguments: [
        "\"x\" * 1e9", "reduce range(64) as $i (\"x\"; . + .)", "reduce range(64) as $i ([1]; . + .)",
        "[range(1e7)] | tojson | length", "[limit(1e8; repeat(\"xxxxxxxxxxxxxxxx\"))] | length", "def f: 1 + f; f",
        "\"x\" * 1e8 | explode | length", "[range(3e6)] | map(tostring) | join(\",\")",
    ])
    func `a memory bomb ends at its memory, or at its time`(expression: String) throws {
        let error = try failure(expression, by: hurried)
        #expect(error == .timeLimit(.seconds(1)) || error == .memoryLimit(96 << 20))
    }

    @Test func `memory has a limit of its own`() throws {
        let jq = JQ(
            evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(time: .seconds(60), memory: 64 << 20))
        let program = JQProgram(id: "m", expressions: ["reduce range(64) as $i (\"x\"; . + .)"], variables: [])
        #expect(throws: JQError.memoryLimit(64 << 20)) {
            try jq.evaluate(program, [0], on: .null, variables: [:])
        }
    }

    @Test(arguments: [
        "reduce range(100000) as $i (1; [.])", "reduce range(250) as $i (1; [.])",
        "reduce range(1000) as $i (1; {a: .})",
        "setpath([range(1000) | \"a\"]; 1)", "[range(300)] | reduce .[] as $i (null; {a: .})",
    ])
    func `what nests too deep is an error`(expression: String) throws {
        let error = try failure(expression)
        #expect(error == .nestingLimit(200) || error == .recursionLimit)
    }

    @Test(arguments: [
        "[range(300000)]", "\"x\" * 2000000", "[limit(300000; repeat(\"abc\"))]", "[range(300000)] | tojson",
    ])
    func `what is too large is an error`(expression: String) throws {
        #expect(try failure(expression) == .outputLimit(1 << 20))
    }

    @Test(arguments: [
        "input", "inputs", "[inputs]", "halt", "halt_error", "\"x\" | halt_error(3)", "input_filename",
        "input_line_number",
        "\"a\" | modulemeta", "get_search_list", "get_jq_origin", "get_prog_origin", "first(inputs)", "{} | halt_error",
    ])
    func `digest 4: what reaches out of the expression says that it is not there`(expression: String) throws {
        guard case .expression(0, let message) = try failure(expression) else {
            Issue.record("\(expression) is no error of the expression")
            return
        }
        #expect(message.hasSuffix(" is not available in workflows"))
        #expect(counts.kills == 0)
    }

    @Test(
        arguments: [
            ("env", [:]), ("$ENV", [:]), ("env.PATH", nil), ("$ENV.HOME", nil), ("[env, $ENV] | tojson", "[{},{}]"),
            ("1 | debug", 1), ("1 | stderr", 1), ("[debug, stderr] | length", 2), ("0 | localtime | mktime", 0),
            ("0 | strflocaltime(\"%Z %H\")", "UTC 00"), ("0 | strftime(\"%Y\")", "1970"),
            ("@sh \"echo \\(\"$(id)'\")\"", "echo '$(id)'\\'''"),
            ("[$__loc__.file]", ["<top-level>"]), ("try error(\"x\") catch .", "x"),
            ("[limit(3; repeat(1))]", [1, 1, 1]),
            ("\"abc\" | ltrimstr(1)", "abc"), ("getpath([\"a\", 0, \"b\"])", nil), ("label $f | 1, break $f", 1),
            ("\"2015-03-05T23:51:47Z\" | strptime(\"%Y-%m-%dT%H:%M:%SZ\") | mktime", 1_425_599_507),
            ("\"\\u0000\" | length", 1), ("\"a\\u0000b\"", "a\u{0}b"), ("\"\\u0000\" + .", nil),
        ] as [(String, JSON)])
    func `digest 4: what is harmless shows nothing of the host`(expression: String, expected: JSON) throws {
        let program = JQProgram(id: expression, expressions: [expression + " # jq"], variables: [])
        guard expression != "\"\\u0000\" + ." else {
            #expect(try jq.evaluate(program, [0], on: "x", variables: [:]) == ["\u{0}x"])
            return
        }
        #expect(try jq.evaluate(program, [0], on: .null, variables: [:]) == [expected])
    }

    @Test(arguments: [
        "import \"a\" as a; 1", "include \"a\"; 1", "import \"/etc/passwd\" as $f; $f", "1) | (2", ".a +", "\u{0}",
        "1 \u{0} 2", "\"abc",
        "$__prog_args", "break $out", "1 else 2 end | if true then (3", "def env: 1;", "@nope \"\\(nope)\"", "1/0",
        "(1) / (0)", "foo", "{a: 1 + }",
        "input_filename(1)", ". as [$a, {b: $b}", "module {}; 1", "\"\\q\"", "\"\\(1\"",
    ])
    func `a malformed program is refused when it is compiled`(expression: String) throws {
        let program = JQProgram(id: "bad", expressions: [".ok", expression, "2 # jq"], variables: [])
        let errors = try jq.check(program)
        #expect(errors.map(\.index) == [1])
        #expect(errors.first?.message.isEmpty == false)
        #expect(throws: JQError.self) { try jq.evaluate(program, [2], on: .null, variables: [:]) }
        #expect(counts.kills == 0)
    }

    @Test func `wrong expressions are found among many`() throws {
        var expressions = (0..<300).map { "\($0) # jq" }
        expressions[7] = "foo"
        expressions[250] = ".a +"
        let program = JQProgram(id: "many", expressions: expressions, variables: [])
        #expect(try jq.check(program).map(\.index) == [7, 250])
    }

    @Test func `deep brackets do not reach the parent`() throws {
        for open in ["(", "[", "{a:", "-", "if ", "try ", "\"\\("] {
            let program = JQProgram(
                id: open, expressions: [String(repeating: open, count: 16_384 / open.utf8.count)], variables: [])
            let errors = try? jq.check(program)
            #expect(errors?.isEmpty != true)
        }
        let good = JQProgram(id: "good", expressions: ["1 # jq"], variables: [])
        #expect(try jq.evaluate(good, [0], on: .null, variables: [:]) == [1])
    }

    @Test func `a program of the largest size compiles or is refused in time`() throws {
        let expression = String(repeating: "def f: 1; ", count: 1_638) + "f"
        let program = JQProgram(id: "size", expressions: Array(repeating: expression, count: 20), variables: [])
        let jq = JQ(
            evaluator: TestServers.binaries + "/JQEvaluator", limits: JQLimits(compileTime: .seconds(2)), counts: counts
        )
        do {
            #expect(try jq.check(program).isEmpty)
        } catch {
            #expect(error == .timeLimit(.seconds(2)) || error == .memoryLimit(256 << 20))
        }
    }
}
