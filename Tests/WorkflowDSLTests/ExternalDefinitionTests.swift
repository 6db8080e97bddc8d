import JSON
import Testing
import WorkflowDSL

/// Functions of catalogs, functions by address, and schemas that stand elsewhere.
@Suite struct ExternalDefinitionTests {
    private static let url = "https://a.example/greet.yaml"
    private static let greet = "input: {schema: {document: {required: [name]}}}\nset: {said: '${ .name }'}\n"

    private func parse(
        _ rest: String, _ texts: [String: String] = [:], for purpose: WorkflowParser.Purpose = .running
    ) throws(WorkflowDocumentError) -> Workflow {
        try WorkflowParser.parse(
            Array((WorkflowParserTests.head + rest).utf8), as: .yaml, for: purpose, with: texts)
    }

    private func issues(_ rest: String, _ texts: [String: String] = [:]) -> [WorkflowDocumentError.Issue] {
        do throws(WorkflowDocumentError) {
            _ = try parse(rest, texts)
            return []
        } catch {
            return error.errors
        }
    }

    private func call(_ name: String) -> String { "do:\n  - a: {call: '\(name)'}" }

    @Test func `what a document uses is listed once, with the place that asks for it`() throws {
        let workflow = try parse(
            """
            use: {catalogs: {mine: {endpoint: 'https://b.example/catalog/'}, bare: {endpoint: 'https://c.example'}}}
            input: {schema: {resource: {endpoint: 'https://a.example/in.json'}}}
            do:
              - a: {call: '\(Self.url)'}
              - b: {call: 'f:1.0.0@mine'}
              - c: {call: 'g:2.0.0@bare'}
              - d: {call: 'h:1.0.0@default'}
              - e: {call: '\(Self.url)'}
            """, for: .resolving)
        let unresolved = workflow.unresolved
        #expect(
            unresolved.map(\.address) == [
                "https://a.example/in.json", Self.url, "https://b.example/catalog/functions/f/1.0.0/function.yaml",
                "https://c.example/functions/g/2.0.0/function.yaml", "functions/h/1.0.0/function.yaml",
            ])
        #expect(unresolved.map(\.kind) == [.schema, .function, .function, .function, .function])
        #expect(unresolved[1].pointer.description == "/do/0/a/call" && unresolved[1].line == 5)
        #expect(issues(call(Self.url)).map(\.pointer.description) == ["/do/0/a/call"], "a run needs it")
    }

    @Test(arguments: [greet, "greet:\n  set: {said: '${ .name }'}", #"{"set": {"said": "${ .name }"}}"#])
    func `a function is read from its file`(text: String) throws {
        let workflow = try parse(call(Self.url), [Self.url: text])
        guard case .call(.function(let call)) = workflow.do[0].task.kind else { throw Unexpected() }
        let function = try #require(workflow.function(call.function))
        guard case .set = function.task.kind else { throw Unexpected() }
        #expect(function.pointer.tokens.starts(with: ["use", "functions", Self.url]))
        let place = try #require(workflow.expressions.places.first)
        #expect(place.origin == Self.url && place.pointer.description == "/do/0/a/call" && place.line == 3)
    }

    @Test func `functions use functions, and themselves`() throws {
        let inner = "https://a.example/inner.yaml"
        let texts = [Self.url: "do: [{x: {call: '\(inner)'}}, {y: {call: '\(Self.url)'}}]"]
        let missing = try parse(call(Self.url), texts, for: .resolving).unresolved
        #expect(missing.map(\.address) == [inner])
        #expect(missing[0].pointer.description == "/do/0/a/call" && missing[0].line == 3)
        let all = texts.merging([inner: Self.greet]) { first, _ in first }
        #expect(try parse(call(Self.url), all).externalFunctions.count == 2)
    }

    @Test func `a schema is read in JSON and in YAML`() throws {
        let rest = "input: {schema: {resource: {endpoint: 'https://a.example/s'}}}\ndo: [{a: {set: {b: 1}}}]"
        for text in [#"{"type": "object"}"#, "type: object"] {
            let workflow = try parse(rest, ["https://a.example/s": text])
            guard case .inline(let schema) = workflow.input?.schema?.content else { throw Unexpected() }
            #expect(schema == ["type": "object"])
        }
        #expect(issues(rest, ["https://a.example/s": "[1]"])[0].message.contains("must be a JSON Schema"))
    }

    @Test(arguments: [
        ("set: {b: '${'}", "in `\(url)`, at /set/b (line 1): an expression begins with"),
        ("do:\n  - a: {sett: {b: 1}}", "in `\(url)`, at /do/0/a/sett (line 2): unknown property"),
        ("{", "neither JSON nor YAML"), ("just text", "must be an object"),
        ("call: mcp\nwith: {method: tools/list, transport: {stdio: {command: b}}}", "not supported yet"),
        ("use: {secrets: [a]}\nset: {b: 1}", "unknown property `use`"),
        ("call: 'f:1.0.0@mine'", "`use.catalogs` has no `mine`"),
        ("call: other", "`use.functions` has no `other`"),
    ])
    func `what is wrong with a definition is told where it is asked for`(text: String, message: String) throws {
        let found = issues(call(Self.url), [Self.url: text])
        let issue = try #require(found.first)
        #expect(issue.message.contains(message), "\(found)")
        #expect(issue.pointer.description == "/do/0/a/call" && issue.line == 3)
    }

    @Test(arguments: [
        ("do: [{a: {call: 'file:///etc/passwd'}}]", "http and https"),
        ("do: [{a: {call: 'https://a.example/{name}'}}]", "without `{ }`"),
        ("input: {schema: {resource: {endpoint: '${ .where }'}}}\ndo: [{a: {set: {b: 1}}}]", "must be known"),
        (
            "input: {schema: {resource: {endpoint: {uri: 'https://a.example', authentication: {bearer: {token: t}}}}}}\n"
                + "do: [{a: {set: {b: 1}}}]", "without `authentication`"
        ),
        (
            "use: {catalogs: {m: {endpoint: 'file:///functions'}}}\ndo: [{a: {call: 'f:1.0.0@m'}}]",
            "http and https"
        ),
    ])
    func `what cannot be fetched when a document is deployed is refused`(rest: String, message: String) {
        #expect(issues(rest).first?.message.contains(message) == true, "\(issues(rest))")
        #expect(throws: Never.self) { try parse(rest, for: .reading) }
    }

    private struct Unexpected: Error {}
}
