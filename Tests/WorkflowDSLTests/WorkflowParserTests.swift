import JSON
import Testing
import WorkflowDSL

@Suite struct WorkflowParserTests {
    static let head = "document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}\n"

    static func issues(
        _ text: String, as format: WorkflowParser.Format = .yaml, for purpose: WorkflowParser.Purpose = .reading
    ) -> [WorkflowDocumentError.Issue] {
        do throws(WorkflowDocumentError) {
            _ = try WorkflowParser.parse(Array(text.utf8), as: format, for: purpose)
            return []
        } catch {
            return error.errors
        }
    }

    @Test func `a document with every supported task is read`() throws {
        let workflow = try WorkflowParser.parse(
            Array(
                (Self.head + """
                    input: {from: .order}
                    use:
                      retries: {patient: {delay: PT1S, backoff: {exponential: {}}, limit: {attempt: {count: 3}}}}
                      errors: {broken: {type: https://example.com/broken, status: 500}}
                    do:
                      - set: {set: {a: "${ .b }", c: "x ${ .d } y"}}
                      - group: {if: .ok, do: [{inner: {set: {a: 1}}}]}
                      - choose: {switch: [{yes: {when: .a, then: loop}}, {no: {then: end}}]}
                      - loop: {for: {each: item, in: .items, at: i}, while: $i < 3, do: [{one: {set: {b: $item}}}]}
                      - fail: {raise: {error: broken}}
                      - attempt:
                          try: [{ask: {call: http, with: {method: get, endpoint: "https://example.com/{id}"}}}]
                          catch: {errors: {with: {status: 503}}, as: problem, retry: patient, do: [{note: {set: {c: 1}}}]}
                      - agent: {call: agent, with: {agent: judge, version: 2, input: {text: "${ . }"}}}
                    output: {as: .result}
                    """).utf8), as: .yaml, for: .running)
        #expect(workflow.document.name == "one")
        #expect(workflow.do.map(\.name) == ["set", "group", "choose", "loop", "fail", "attempt", "agent"])
        #expect(workflow.do[1].pointer.description == "/do/1/group")
        #expect(workflow.expressions.expressions.contains("$i < 3"))
        #expect(workflow.expressions.variables.contains("problem"))
        #expect(workflow.expressions.places.count == workflow.expressions.expressions.count)
    }

    @Test func `JSON is read as YAML is`() throws {
        let text =
            #"{"document": {"dsl": "1.0.3", "namespace": "t", "name": "n", "version": "1.0.0"}, "do": [{"a": {"set": {"b": 1}}}]}"#
        #expect(Self.issues(text, as: .json).isEmpty)
        #expect(Self.issues(text, as: .yaml).isEmpty)
    }

    @Test func `an expression knows where it stands`() throws {
        let text = Self.head + "do:\n  - a:\n      set:\n        b: ${ .c }\n"
        let place = try #require(try WorkflowParser.parse(Array(text.utf8), as: .yaml).expressions.places.first)
        #expect(place.pointer.description == "/do/0/a/set/b")
        #expect(place.line == 5)
    }

    @Test func `all errors come at once, in the order of the document`() {
        let issues = Self.issues(
            """
            document: {dsl: 1.0.3, namespace: Test Space, name: one, version: one}
            do:
              - a: {sett: {b: 1}}
              - b: {set: {a: 1}, then: nowhere}
              - c: {for: {each: x}, do: []}
            """)
        #expect(issues.count >= 4)
        #expect(issues.map { $0.line ?? 0 } == issues.map { $0.line ?? 0 }.sorted())
        #expect(Set(issues.compactMap(\.line)).isSuperset(of: [1, 3, 4, 5]))
    }

    @Test(arguments: [
        "", "a", "[]", "do: []", head, head + "do: {}", head + "do: [{a: {}}]", head + "do: [{a: {set: 1}}]",
        head + "do: [{a: {set: {b: 1}, call: http}}]", head + "do: [{a: {set: {b: \"${ .c\"}}}]",
        head + "do: [{a: {set: {b: 1}}}]\nx: 1",
        head + "do: [{a: {switch: []}}]", head + "do: [{a: {raise: {error: unknown}}}]", head + "do: [{a: {try: []}}]",
        head + "do: [{a: {call: http, with: {method: get}}}]", head + "do: [{a: {call: agent, with: {}}}]",
        head + "do: [{a: {call: agent, with: {agent: x, tool: y}}}]", head + "do: [{a: {set: {b: 1}, then: c}}]",
        head + "do: [{a: {set: {b: 1}}}, {a: {set: {b: 1}}}]", head + "do: [", "\u{0}",
        head.replacing("1.0.3", with: "0.9") + "do: [{a: {set: {b: 1}}}]",
    ])
    func `bad documents are refused with a message`(text: String) {
        let issues = Self.issues(text)
        #expect(!issues.isEmpty)
        #expect(issues.allSatisfy { !$0.message.isEmpty })
    }

    @Test func `a list of tasks may be empty, as the language's schema has it`() {
        #expect(Self.issues(Self.head + "do: []").isEmpty)
        #expect(Self.issues(Self.head + "do: [{a: {try: [], catch: {}}}]").isEmpty)
    }

    @Test func `sizes have limits`() {
        let long =
            Self.head + "do: [{a: {set: {b: \"\(String(repeating: "x", count: WorkflowParser.documentLimit))\"}}}]"
        #expect(Self.issues(long).first?.message.contains("\(WorkflowParser.documentLimit)") == true)
        let tasks = (0...WorkflowParser.taskLimit).map { "  - t\($0): {set: {a: 1}}" }.joined(separator: "\n")
        #expect(
            Self.issues(Self.head + "do:\n" + tasks).contains { $0.message.contains("\(WorkflowParser.taskLimit)") })
        let nested = (0...WorkflowParser.nestingLimit).reduce("{set: {a: 1}}") { inner, level in
            "{do: [{t\(level): \(inner)}]}"
        }
        #expect(
            Self.issues(Self.head + "do: [{a: \(nested)}]").contains {
                $0.message.contains("\(WorkflowParser.nestingLimit)")
            })
    }
}
