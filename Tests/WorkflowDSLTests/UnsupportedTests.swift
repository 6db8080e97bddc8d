import JSON
import Testing
import WorkflowDSL

/// What the language has and this product does not yet is read, and refused by name where it should run: it is never
/// passed over.
@Suite struct UnsupportedTests {
    @Test(arguments: [
        ("schedule: {every: PT1H}", "/schedule"), ("timeout: {after: PT1H}", "/timeout"),
        ("use: {authentications: {a: {bearer: {token: b}}}}", "/use/authentications"),
        ("use: {catalogs: {a: {endpoint: 'https://example.com'}}}", "/use/catalogs"),
        ("use: {extensions: []}", "/use/extensions"), ("use: {functions: {a: {set: {b: 1}}}}", "/use/functions"),
        ("use: {secrets: [a]}", "/use/secrets"), ("use: {timeouts: {a: {after: PT1S}}}", "/use/timeouts"),
        ("use: {retries: {a: {delay: P1M}}}", "/use/retries/a/delay"),
        ("use: {retries: {a: {jitter: {from: PT0S, to: '${ .b }'}}}}", "/use/retries/a/jitter/to"),
        ("input: {schema: {document: {}}}", "/input/schema"), ("output: {schema: {document: {}}}", "/output/schema"),
        ("evaluate: {mode: loose}", "/evaluate/mode"), ("evaluate: {language: javascript}", "/evaluate/language"),
    ])
    func `of a document`(member: String, place: String) throws {
        try expectOne("\(WorkflowParserTests.head)\(member)\ndo: [{a: {set: {b: 1}}}]", at: place, line: 2)
    }

    @Test(arguments: [
        ("{set: {b: 1}, timeout: {after: PT1S}}", "/timeout"),
        ("{set: {b: 1}, input: {schema: {document: {}}}}", "/input/schema"),
        ("{set: {b: 1}, output: {schema: {document: {}}}}", "/output/schema"),
        ("{set: {b: 1}, export: {schema: {document: {}}}}", "/export/schema"),
        ("{try: [{b: {set: {c: 1}}}], catch: {then: exit}}", "/catch/then"),
        ("{try: [{b: {set: {c: 1}}}], catch: {retry: {delay: '${ .d }'}}}", "/catch/retry/delay"),
        ("{try: [{b: {set: {c: 1}}}], catch: {retry: {limit: {duration: P1Y}}}}", "/catch/retry/limit/duration"),
        (
            "{try: [{b: {set: {c: 1}}}], catch: {retry: {limit: {attempt: {duration: PT1S}}}}}",
            "/catch/retry/limit/attempt/duration"
        ),
        ("{try: [{b: {wait: PT1S}}], catch: {}}", "/try/0/b/wait"),
        ("{try: [], catch: {do: [{b: {wait: PT1S}}]}}", "/catch/do/0/b/wait"),
        ("{do: [{b: {wait: PT1S}}]}", "/do/0/b/wait"), ("{for: {in: .b}, do: [{b: {wait: PT1S}}]}", "/do/0/b/wait"),
        ("{emit: {event: {with: {source: b, type: c}}}}", "/emit"), ("{fork: {branches: []}}", "/fork"),
        ("{listen: {to: {any: []}}, foreach: {}}", "/listen"),
        ("{run: {shell: {command: ls}}}", "/run"), ("{wait: {seconds: 1}}", "/wait"),
        ("{call: a2a, with: {method: message/send, server: 'https://example.com'}}", "/call"),
        ("{call: mcp, with: {method: tools/list, transport: {stdio: {command: b}}}}", "/call"),
        (
            "{call: grpc, with: {proto: {endpoint: 'file://b'}, service: {name: c, host: d}, method: e}}",
            "/call"
        ),
        ("{call: openapi, with: {document: {endpoint: 'https://example.com'}, operationId: b}}", "/call"),
        ("{call: asyncapi, with: {document: {endpoint: 'file://b'}, operation: c, message: {}}}", "/call"),
        ("{call: 'log:1.0.0@default', with: {}}", "/call"), ("{call: 'https://example.com/log.yaml'}", "/call"),
        (
            "{call: http, with: {method: get, endpoint: {uri: 'https://a.example', authentication: {bearer: {token: b}}}}}",
            "/with/endpoint/authentication"
        ),
    ])
    func `of a task`(task: String, place: String) throws {
        try expectOne("\(WorkflowParserTests.head)do:\n  - a: \(task)", at: "/do/0/a" + place, line: 3)
    }

    @Test func `beside what is wrong, all at once`() {
        let text = "\(WorkflowParserTests.head)timeout: {after: soon}\ndo:\n  - a: {wait: PT1S}\n  - b: {sett: {c: 1}}"
        let issues = WorkflowParserTests.issues(text, for: .running)
        #expect(issues.map(\.line) == [2, 2, 4, 5])
        #expect(
            issues.map(\.pointer.description) == ["/timeout/after", "/timeout", "/do/0/a/wait", "/do/1/b/sett"])
    }

    private func expectOne(_ text: String, at place: String, line: Int) throws {
        #expect(WorkflowParserTests.issues(text).map(\.message) == [], "it is a document of the language")
        let issues = WorkflowParserTests.issues(text, for: .running)
        let issue = try #require(issues.first, "nothing was refused")
        #expect(issues.count == 1, "\(issues)")
        #expect(issue.pointer.description == place)
        #expect(issue.line == line)
        let words = ["not supported yet", "write `language: jq`", "no fixed length"]
        #expect(words.contains { issue.message.contains($0) }, "\(issue.message)")
    }
}
