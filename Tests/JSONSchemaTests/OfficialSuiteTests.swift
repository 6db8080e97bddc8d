import Foundation
import JSON
import JSONSchema
import Testing

/// The JSON Schema organisation's own tests, of Debian's package json-schema-test-suite: what drafts 6 and 7 demand, and
/// what they leave open as far as it is about patterns and numbers. `format` and `content…` are annotations here.
@Suite struct OfficialSuiteTests {
    private static let folder = "/usr/share/json-schema-test-suite/tests"
    private static let optional = ["bignum", "ecmascript-regex", "zeroTerminatedFloats"]

    private static let files: [String] = ["draft6", "draft7"].flatMap { draft in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(draft)")) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(draft)/\($0)" }
            + optional.map { "\(draft)/optional/\($0).json" }
    }

    @Test func `the suite is here`() {
        #expect(Self.files.count > 60, "Install Debian's json-schema-test-suite; bin/test does it")
    }

    @Test(arguments: files)
    func `file`(file: String) throws {
        guard let bytes = FileManager.default.contents(atPath: "\(Self.folder)/\(file)") else { return }
        for group in try JSON(parsing: bytes).array ?? [] {
            let name = group["description"]?.string ?? ""
            let schema = Result { try JSONSchema(group["schema"] ?? true) }
            for test in group["tests"]?.array ?? [] {
                let known = KnownSuiteFailures.reason(file, name, test["description"]?.string ?? "")
                let isRight = (try? schema.get().issues(test["data"] ?? nil).isEmpty) == test["valid"]?.bool
                #expect(
                    isRight == (known == nil), "\(file) | \(name) | \(test["description"]?.string ?? "") | \(schema)")
            }
        }
    }
}
