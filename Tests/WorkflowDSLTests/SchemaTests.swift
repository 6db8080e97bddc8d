import Foundation
import JSON
import TestServers
import Testing
import WorkflowDSL
import YAML

/// The parser and the language's own JSON Schema, which is not part of this repository, know the same properties.
@Suite(
    .enabled(
        if: SpecificationFolder.isThere, "no folder \(SpecificationFolder.path); SERVERLESS_WORKFLOW names another")
)
struct SchemaTests {
    private let cases: SchemaCases

    init() throws {
        let file = try #require(try SpecificationFolder.files(in: "schema").first)
        cases = SchemaCases(schema: try YAML.parse(Array(try Data(contentsOf: file))).value)
    }

    private func issues(_ document: JSON) -> [WorkflowDocumentError.Issue] {
        WorkflowParserTests.issues(document.text, as: .json)
    }

    @Test func `each property of the schema is read`() {
        #expect(cases.right.count > 400)
        for example in cases.right {
            let issues = issues(example.document)
            if !issues.isEmpty {
                Issue.record("\(example.pointer): \(issues.map(\.message)) in \(example.document.text)")
            }
        }
    }

    @Test func `a property that the schema does not know is refused, wherever it stands`() {
        #expect(cases.unknown.count > 100)
        for example in cases.unknown where !issues(example.document).contains(where: { $0.pointer == example.pointer })
        {
            Issue.record("\(example.pointer) is taken in \(example.document.text)")
        }
    }

    @Test func `what the schema requires is required`() {
        #expect(cases.incomplete.count > 80)
        for example in cases.incomplete {
            let places = issues(example.document).map(\.pointer.description)
            if !places.contains(where: { $0.hasPrefix(example.pointer.description) }) {
                Issue.record("\(example.pointer) is taken in \(example.document.text)")
            }
        }
    }

    @Test func `a value of another kind is refused where it stands`() {
        #expect(cases.wrong.count > 150)
        for example in cases.wrong {
            let issues = issues(example.document)
            if !issues.contains(where: { $0.pointer == example.pointer }) {
                Issue.record("\(example.pointer): \(issues) in \(example.document.text)")
            }
        }
    }
}
