import Foundation
import Testing
import WorkflowDSL

/// The language's own examples, which are not part of this repository.
@Suite struct ExampleTests {
    static let folder =
        ProcessInfo.processInfo.environment["SERVERLESS_WORKFLOW"]
        ?? URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/serverless-workflow")
        .standardized.path

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: folder), "no folder \(folder); SERVERLESS_WORKFLOW names another"
        ))
    func `each example is read, or what it uses is refused by name`() throws {
        let folder = URL(filePath: Self.folder).appending(path: "examples")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { ["yaml", "yml", "json"].contains($0.pathExtension) }
        #expect(files.count >= 50)
        var accepted = 0
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            do throws(WorkflowDocumentError) {
                _ = try WorkflowParser.parse(bytes, as: file.pathExtension == "json" ? .json : .yaml)
                accepted += 1
            } catch {
                #expect(
                    error.errors.contains { $0.message.contains("supported") },
                    "\(file.lastPathComponent): \(error)")
            }
        }
        #expect(accepted >= 10)
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: folder), "no folder \(folder); SERVERLESS_WORKFLOW names another"
        ))
    func `what the language calls invalid is refused with a line`() throws {
        let folder = URL(filePath: Self.folder).appending(path: "invalid")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            let issues = WorkflowParserTests.issues(text)
            #expect(!issues.isEmpty, "\(file.lastPathComponent)")
            #expect(issues.allSatisfy { $0.line != nil }, "\(file.lastPathComponent): \(issues)")
        }
    }
}
