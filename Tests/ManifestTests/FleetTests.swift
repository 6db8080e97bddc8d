import Foundation
import Manifest
import TestServers
import Testing

@Suite struct FleetTests {
    private func error(_ manifest: String) throws -> ManifestError? {
        try TestServers.temporaryDirectory { directory in
            try FileManager.default.createDirectory(atPath: "\(directory)/things", withIntermediateDirectories: true)
            try manifest.write(toFile: "\(directory)/things/function.yaml", atomically: true, encoding: .utf8)
            do {
                _ = try Fleet(functionsDirectory: directory, daemonsDirectory: directory)
                return nil
            } catch {
                return error as? ManifestError
            }
        }
    }

    @Test func `a good manifest has no error`() throws {
        #expect(try error("name: things\nprefixes: [/api/v1/things]\n") == nil)
    }

    @Test(arguments: [
        ("name: other\nprefixes: [/a]\n", 1, "things"), ("name: things\nprefixes: []\n", 2, "at least one"),
        ("name: things\nprefixes: [a]\n", 2, "path"), ("name: things\nprefixes: [/a b]\n", 2, "path"),
        ("name: things\nprefixes: [/a]\nthreads: 0\n", 3, "1 to 64"),
        ("name: things\nprefixes: [/a]\nproceses: 2\n", 3, "proceses"),
        ("name: things\nprefixes: [/a]\nprocesses: two\n", 3, "number"),
        ("name: things\nprefixes: [\n", 3, "flow node"),
        ("name: things\nprefixes: [/a, /a]\n", 2, "twice"),
        ("name: things\nprefixes: [/a]\nlimits: {bodyBytes: 0}\n", 3, "bodyBytes"),
        ("name: things\nprefixes: [/a]\nrates:\n  each: {requests: 0, seconds: 1}\n", 4, "1 to"),
        ("name: things\nprefixes: [/a]\nrates:\n  each: {requests: 1, seconds: 90000}\n", 4, "86400"),
        ("name: things\nprefixes: [/a]\nrates: {each: {requests: 1}}\n", 3, "seconds"),
    ])
    func `what is wrong is said with its line`(manifest: String, line: Int, words: String) throws {
        let issue = try #require(try error(manifest)?.issues.first)
        #expect(issue.line == line)
        #expect(issue.message.contains(words), "\(issue.message)")
    }
}
