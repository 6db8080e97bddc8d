import Foundation
import JSON
import TestServers
import Testing
import WorkflowDSL
import YAML

/// The language's own examples, which are not part of this repository.
@Suite(
    .enabled(
        if: SpecificationFolder.isThere, "no folder \(SpecificationFolder.path); SERVERLESS_WORKFLOW names another"))
struct ExampleTests {
    @Test func `each example is read, from YAML and from JSON`() throws {
        let files = try SpecificationFolder.files(in: "examples")
        #expect(files.count >= 50)
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            let name = Comment(rawValue: file.lastPathComponent)
            let json = try YAML.parse(bytes).value.bytes
            #expect(throws: Never.self, name) { try WorkflowParser.parse(bytes, as: .yaml) }
            #expect(throws: Never.self, name) { try WorkflowParser.parse(json, as: .json) }
        }
    }

    @Test func `each example runs, or what it uses is refused by name`() throws {
        let files = try SpecificationFolder.files(in: "examples")
        var accepted = 0
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let issues = WorkflowParserTests.issues(text, for: .resolving)
            if issues.isEmpty { accepted += 1 }
            #expect(
                issues.allSatisfy { $0.message.contains("not supported yet") && $0.line != nil },
                "\(file.lastPathComponent): \(issues)")
        }
        #expect(accepted >= 10)
    }

    @Test(arguments: [
        ("extra-property-in-call.yaml", "/do/0/getPet/foo", 12, "unknown property `foo`"),
        ("listen-any-until-any-until.yaml", "", 7, "the key \"do\" stands twice"),
        ("two-tasks-in-one-item.yaml", "/do/0", 7, "put `- ` before each"),
    ])
    func `what the language calls invalid is refused with a line`(
        name: String, pointer: String, line: Int, message: String
    ) throws {
        let file = try #require(try SpecificationFolder.files(in: "invalid").first { $0.lastPathComponent == name })
        let issues = WorkflowParserTests.issues(try String(contentsOf: file, encoding: .utf8))
        #expect(issues.map(\.pointer.description) == [pointer])
        #expect(issues.map(\.line) == [line])
        #expect(issues.allSatisfy { $0.message.contains(message) }, "\(issues)")
    }

    @Test func `nothing that the language calls invalid is read`() throws {
        for file in try SpecificationFolder.files(in: "invalid") {
            let issues = WorkflowParserTests.issues(try String(contentsOf: file, encoding: .utf8))
            #expect(!issues.isEmpty && issues.allSatisfy { $0.line != nil }, "\(file.lastPathComponent): \(issues)")
        }
    }
}
