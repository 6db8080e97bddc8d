import JSON
import Testing
import WorkflowEngine

/// Digest section 4: in mode `loose` every text is tried as an expression, and one that fails stays as it is.
struct LooseModeTests {
    private func output(_ tasks: String, input: JSON = [:], mode: String = "loose") throws -> JSON {
        try Interpretation(tasks, input: input, top: "evaluate: {mode: \(mode)}").output()
    }

    @Test func `texts that are expressions are evaluated, the others stay`() throws {
        let tasks = """
            - a:
                set:
                  sum: .a + 1
                  whole: .
                  said: Hello, world!
                  word: hello
                  path: ./.a
                  length: length
                  object: '{a, b: .a}'
                  quoted: '"a" + "b"'
                  speech: 'she said "hi"'
                  two: length length
                  umlaut: ü
                  none: .a.b
                  nothing: empty
                  null: .missing
                  open: 'a ${ .a } b'
                  strict: ${ .a }
                  list: [.a, x]
                  number: 7
                  blank: ''
                  unclosed: '1) + (2'
            """
        #expect(
            try output(tasks, input: ["a": 1]) == [
                "sum": 2, "whole": ["a": 1], "said": "Hello, world!", "word": "hello",
                "path": "./.a", "length": 1, "object": ["a": 1, "b": 1], "quoted": "ab", "speech": "she said \"hi\"",
                "two": "length length", "umlaut": "ü", "none": ".a.b",
                "nothing": "empty", "null": nil, "open": "a 1 b", "strict": 1, "list": [1, "x"], "number": 7,
                "blank": "", "unclosed": "1) + (2",
            ])
        // Plain texts are told from expressions without a compiler, so that a thousand of them take no time.
        let texts = (0..<1_000).map { "t\($0): just a text \($0)" }.joined(separator: ", ")
        #expect(try output("- a: {set: {\(texts)}}").object?.count == 1_000)
        #expect(try output("- a: {set: {sum: .a + 1}}", input: ["a": 1], mode: "strict") == ["sum": ".a + 1"])
    }

    @Test func `names and addresses are no data`() throws {
        let run = try Interpretation(
            "- a: {call: http, with: {method: length, endpoint: 'https://x.test/length', body: {n: length}}}",
            input: ["a": 1], top: "evaluate: {mode: loose}")
        try run.run()
        guard case .http(let call) = run.effects[0].kind else { return }
        #expect(call.method == "LENGTH" && call.url == "https://x.test/length")
        #expect(call.body == JSON.object(["n": 1]).bytes)
    }

    @Test func `what stands in braces still has to be an expression`() throws {
        let run = try Interpretation("- a: {set: {b: '${ .a.b }'}}", input: ["a": 1], top: "evaluate: {mode: loose}")
        #expect(try run.error().type == StandardError.expression.type)
    }
}
