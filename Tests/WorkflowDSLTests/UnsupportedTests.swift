import JSON
import Testing
import WorkflowDSL

/// What the language has and this product does not yet is read, and refused by name where it should run: it is never
/// passed over.
@Suite struct UnsupportedTests {
    @Test(arguments: [
        ("schedule: {every: PT1H}", "/schedule"),
        ("evaluate: {language: javascript}", "/evaluate/language"),
    ])
    func `of a document`(member: String, place: String) throws {
        try expectOne("\(WorkflowParserTests.head)\(member)\ndo: [{a: {set: {b: 1}}}]", at: place, line: 2)
    }

    @Test(arguments: [
        ("{call: a2a, with: {method: message/send, server: 'https://example.com'}}", "/call"),
        ("{call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}", "/call"),
        (
            "{call: grpc, with: {proto: {endpoint: 'file://b'}, service: {name: c, host: d}, method: e}}",
            "/call"
        ),
        ("{call: asyncapi, with: {document: {endpoint: 'file://b'}, operation: c, message: {}}}", "/call"),
        ("{do: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}]}", "/do/0/b/call"),
        (
            "{for: {in: .b}, do: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}]}",
            "/do/0/b/call"
        ),
        (
            "{fork: {branches: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}]}}",
            "/fork/branches/0/b/call"
        ),
        (
            "{try: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}], catch: {}}",
            "/try/0/b/call"
        ),
        (
            "{try: [], catch: {do: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}]}}",
            "/catch/do/0/b/call"
        ),
        (
            "{listen: {to: {any: []}}, foreach: {do: [{b: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}}]}}",
            "/foreach/do/0/b/call"
        ),
    ])
    func `of a task`(task: String, place: String) throws {
        try expectOne("\(WorkflowParserTests.head)do:\n  - a: \(task)", at: "/do/0/a" + place, line: 3)
    }

    @Test func `in functions and extensions too`() throws {
        let task = "{call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}"
        try expectOne(
            "\(WorkflowParserTests.head)use: {functions: {a: \(task)}}\ndo: [{a: {set: {b: 1}}}]",
            at: "/use/functions/a/call", line: 2)
        try expectOne(
            "\(WorkflowParserTests.head)use: {extensions: [{a: {extend: all, before: [{b: \(task)}]}}]}\ndo: [{a: {set: {b: 1}}}]",
            at: "/use/extensions/0/a/before/0/b/call", line: 2)
    }

    @Test func `beside what is wrong, all at once`() {
        let text =
            "\(WorkflowParserTests.head)timeout: {after: soon}\ndo:\n  - a: {call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}\n  - b: {sett: {c: 1}}"
        let issues = WorkflowParserTests.issues(text, for: .running)
        #expect(issues.map(\.line) == [2, 4, 5])
        #expect(issues.map(\.pointer.description) == ["/timeout/after", "/do/0/a/call", "/do/1/b/sett"])
    }

    @Test(arguments: ["avro", "avro:1.11", "JSON"])
    func `a schema in a language that cannot be checked is not deployed, and what is deployed goes on`(
        format: String
    ) throws {
        let member = "input: {schema: {format: '\(format)', document: {type: object}}}"
        let text = "\(WorkflowParserTests.head)\(member)\ndo: [{a: {set: {b: 1}}}]"
        try expectOne(text, at: "/input/schema/format", line: 2, for: .resolving)
        #expect(WorkflowParserTests.issues(text, for: .running).isEmpty)
    }

    private func expectOne(
        _ text: String, at place: String, line: Int, for purpose: WorkflowParser.Purpose = .running
    ) throws {
        #expect(WorkflowParserTests.issues(text).map(\.message) == [], "it is a document of the language")
        let issues = WorkflowParserTests.issues(text, for: purpose)
        let issue = try #require(issues.first, "nothing was refused")
        #expect(issues.count == 1, "\(issues)")
        #expect(issue.pointer.description == place)
        #expect(issue.line == line)
        let words = ["not supported yet", "write `language: jq`"]
        #expect(words.contains { issue.message.contains($0) }, "\(issue.message)")
    }
}
