import JSON
import Testing
import WorkflowDSL

/// Where expressions begin and end in texts.
@Suite struct ExpressionTests {
    private func template(_ text: String) throws -> Template {
        let document: JSON = [
            "document": ["dsl": "1.0.3", "namespace": "test", "name": "one", "version": "1.0.0"],
            "do": [["a": ["set": ["b": .string(text)]]]],
        ]
        let workflow = try WorkflowParser.parse(document.bytes, as: .json)
        guard case .set(.object(let members)) = workflow.do[0].task.kind, let first = members.first else {
            return .literal(.string(text))
        }
        return first.value
    }

    @Test(arguments: [
        ("${ .a }", ".a"), ("  ${ .a }\n", ".a"), ("${{a: 1}}", "{a: 1}"), (#"${ "}" }"#, #""}""#),
        (#"${ "\(.a | {b: .})" }"#, #""\(.a | {b: .})""#), (#"${ "\"}" }"#, #""\"}""#),
        ("${ .a # }\n | .b }", ".a # }\n | .b"),
        (#"${ "${x}" }"#, #""${x}""#),
    ])
    func `a text that is one expression as a whole has any value`(text: String, source: String) throws {
        guard case .expression(let expression) = try template(text) else {
            Issue.record("expected an expression, got \(try template(text))")
            return
        }
        #expect(expression.source == source)
    }

    @Test func `texts around expressions are kept`() throws {
        guard case .interpolation(let segments) = try template("a ${ .b } c ${.d}") else {
            Issue.record("expected an interpolation")
            return
        }
        let parts = segments.map { segment in
            switch segment {
            case .text(let text): "text:\(text)"
            case .expression(let expression): "expression:\(expression.source)"
            }
        }
        #expect(parts == ["text:a ", "expression:.b", "text: c ", "expression:.d"])
    }

    @Test(arguments: ["no expression", "$5", "{a}", "a $ {b}", ".a"])
    func `a text without the mark is itself`(text: String) throws {
        guard case .literal(let value) = try template(text) else {
            Issue.record("expected a literal")
            return
        }
        #expect(value == .string(text))
    }

    @Test(arguments: ["${ .a", "x ${ {a: 1} y", #"${ "} x"#])
    func `an expression that does not end is refused where it stands`(text: String) throws {
        let error = try #require(throws: WorkflowDocumentError.self) { try template(text) }
        #expect(error.errors.map(\.pointer.description) == ["/do/0/a/set/b"])
    }

    @Test func `the same expression stands in the table once`() throws {
        let text =
            WorkflowParserTests.head
            + "do: [{a: {if: .x, set: {b: '${ .y }', c: '${ .y }'}}}, {b: {if: .x, set: {c: 1}}}]"
        let table = try WorkflowParser.parse(Array(text.utf8), as: .yaml).expressions
        #expect(table.expressions == [".x", ".y"])
    }

    @Test func `an expression's length and their number have limits`() {
        let long = "." + String(repeating: "a", count: WorkflowParser.expressionLengthLimit)
        let issues = WorkflowParserTests.issues(WorkflowParserTests.head + "do: [{a: {set: {b: '${ \(long) }'}}}]")
        #expect(issues.map(\.pointer.description) == ["/do/0/a/set/b"])
        #expect(issues.allSatisfy { $0.message.contains("\(WorkflowParser.expressionLengthLimit)") })
        let many = (0...WorkflowParser.expressionLimit).map { "'${ \($0) }'" }.joined(separator: ", ")
        let tooMany = WorkflowParserTests.issues(WorkflowParserTests.head + "do: [{a: {set: {b: [\(many)]}}}]")
        #expect(tooMany.map(\.pointer.description) == [""])
        #expect(tooMany.allSatisfy { $0.message.contains("\(WorkflowParser.expressionLimit)") })
    }
}
