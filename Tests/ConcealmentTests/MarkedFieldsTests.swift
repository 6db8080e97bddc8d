import JSON
import Testing
import WorkflowEngine
import Workflows

@testable import Concealment

@Suite struct MarkedFieldsTests {
    private func fields(_ top: String, _ task: String = "{set: {a: 1}}", with texts: [String: String] = [:])
        -> MarkedFields
    {
        let document = """
            document: {dsl: 1.0.3, namespace: test, name: marks, version: 1.0.0}
            \(top)
            do: [{only: \(task)}]
            """
        return MarkedFieldsCache.read(
            WorkflowSource(text: document, mediaType: .yaml),
            texts.map { WorkflowResource(address: $0.key, text: $0.value) })
    }

    @Test func `marked fields of an input are not shown, nor what stands in them elsewhere`() {
        let fields = fields("input: {schema: {document: {properties: {key: {writeOnly: true}}}}}")
        #expect(fields.any)
        #expect(fields.shown(["key": "sesame-1", "note": "it is sesame-1"]) == ["key": "***", "note": "it is ***"])
        #expect(fields.shown(["note": "it is sesame-1"]) == ["note": "it is sesame-1"])
    }

    @Test func `where more is marked than a run may meet nothing is shown`() {
        let fields = fields("input: {schema: {document: {properties: {keys: {items: {writeOnly: true}}}}}}")
        #expect(MarkedFields.byteLimit == Execution.secretByteLimit)
        let half = JSON.string(String(repeating: "s", count: MarkedFields.byteLimit / 2))
        #expect(fields.shown(["keys": [half, half], "note": 1]) == ["keys": ["***", "***"], "note": 1])
        #expect(fields.shown(["keys": [half, "more", .string(String(repeating: "t", count: 4_096))]]) == "***")
    }

    @Test func `escapes hide no mark`() {
        let fields = fields(#"input: {schema: {document: {properties: {key: {"\u0077riteOnly": true}}}}}"#)
        #expect(fields.shown(["key": 1]) == ["key": "***"])
    }

    @Test func `a schema that stands elsewhere counts`() {
        let fields = fields(
            "input: {schema: {resource: {endpoint: https://example.com/login.json}}}",
            with: ["https://example.com/login.json": #"{"properties": {"key": {"format": "password"}}}"#])
        #expect(fields.shown(["key": 1]) == ["key": "***"])
    }

    @Test func `a mark at a task says that there is one`() {
        let marked = fields("", "{set: {a: 1}, output: {schema: {document: {properties: {a: {writeOnly: true}}}}}}")
        #expect(marked.any)
        #expect(marked.shown(["a": 1]) == ["a": 1])
        let word = fields("", "{set: {password: 1}}")
        #expect(!word.any)
    }

    @Test func `what is not understood any more is not shown`() {
        let fields = fields("input: {schema: {document: {properties: {key: {writeOnly: true}}}}, unheard: 1}")
        #expect(fields.any)
        #expect(fields.shown(["key": "sesame-1", "other": 1]) == "***")
    }
}
