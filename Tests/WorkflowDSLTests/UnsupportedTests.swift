import JSON
import Testing
import WorkflowDSL

/// What the language has and this product does not yet is refused by name, and never passed over.
@Suite struct UnsupportedTests {
    @Test(arguments: [
        ("schedule: {every: PT1H}", "/schedule"), ("timeout: {after: PT1H}", "/timeout"),
        ("use: {authentications: {a: {basic: {}}}}", "/use/authentications"),
        ("use: {catalogs: {a: {}}}", "/use/catalogs"),
        ("use: {extensions: []}", "/use/extensions"), ("use: {functions: {a: {}}}", "/use/functions"),
        ("use: {secrets: [a]}", "/use/secrets"), ("use: {timeouts: {a: {}}}", "/use/timeouts"),
        ("input: {schema: {document: {}}}", "/input/schema"), ("output: {schema: {document: {}}}", "/output/schema"),
        ("evaluate: {mode: loose}", "/evaluate/mode"), ("evaluate: {language: javascript}", "/evaluate/language"),
    ])
    func `of a document`(member: String, place: String) throws {
        let issues = WorkflowParserTests.issues("\(WorkflowParserTests.head)\(member)\ndo: [{a: {set: {b: 1}}}]")
        try expectOne(issues, at: place, line: 2)
    }

    @Test(arguments: [
        ("{set: {b: 1}, timeout: {after: PT1S}}", "/timeout"), ("{set: {b: 1}, input: {schema: {}}}", "/input/schema"),
        ("{set: {b: 1}, output: {schema: {}}}", "/output/schema"),
        ("{set: {b: 1}, export: {schema: {}}}", "/export/schema"),
        ("{try: [{b: {set: {c: 1}}}], catch: {then: exit}}", "/catch/then"),
        ("{try: [{b: {set: {c: 1}}}], catch: {retry: {delay: '${ .d }'}}}", "/catch/retry/delay"),
        ("{emit: {event: {}}}", "/emit"), ("{fork: {branches: []}}", "/fork"),
        ("{listen: {to: {}}, foreach: {}}", "/listen"),
        ("{run: {workflow: {}}}", "/run"), ("{wait: {seconds: 1}}", "/wait"), ("{call: a2a, with: {}}", "/call"),
        ("{call: mcp, with: {}}", "/call"), ("{call: grpc, with: {}}", "/call"), ("{call: openapi, with: {}}", "/call"),
        ("{call: asyncapi, with: {}}", "/call"), ("{call: my-function, with: {}}", "/call"),
    ])
    func `of a task`(task: String, place: String) throws {
        let issues = WorkflowParserTests.issues("\(WorkflowParserTests.head)do:\n  - a: \(task)")
        try expectOne(issues, at: "/do/0/a" + place, line: 3)
    }

    private func expectOne(_ issues: [WorkflowDocumentError.Issue], at place: String, line: Int) throws {
        let issue = try #require(issues.first, "nothing was refused")
        #expect(issues.count == 1, "\(issues)")
        #expect(issue.pointer.description == place)
        #expect(issue.line == line)
        let words = ["supported", "write `language: jq`"]
        #expect(words.contains { issue.message.contains($0) }, "\(issue.message)")
    }
}
