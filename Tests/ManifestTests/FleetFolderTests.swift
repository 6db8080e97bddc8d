import Foundation
import Manifest
import TestServers
import Testing

/// Manifests side by side.
@Suite struct FleetFolderTests {
    private func error(_ manifests: [String: String]) throws -> String? {
        try TestServers.temporaryDirectory { (directory) throws in
            for (path, text) in manifests {
                let file = URL(filePath: "\(directory)/\(path)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
            do throws(ManifestError) {
                _ = try Fleet(functionsDirectory: "\(directory)/functions", daemonsDirectory: "\(directory)/Sources")
                return nil
            } catch {
                return error.description
            }
        }
    }

    private let good = "name: a\nprefixes: [/a]\n"

    @Test func `a prefix belongs to one function`() throws {
        let text = try #require(
            try error([
                "functions/a/function.yaml": good, "functions/b/function.yaml": "name: b\nprefixes:\n  - /b\n  - /a\n",
            ]))
        #expect(text.contains("functions/b/function.yaml:4: prefixes.1: /a belongs to the function a"), "\(text)")
    }

    @Test func `everything that is wrong with a file is said at once`() throws {
        let text = try #require(
            try error([
                "functions/a/function.yaml":
                    "name: b\nprefixes: [/a]\nthreads: 65\nprocesses: 0\nenvironment: [lower]\n"
            ]))
        let lines = text.split(separator: "\n").compactMap { $0.split(separator: "function.yaml:").last?.prefix(1) }
        #expect(Set(lines) == ["1", "3", "4", "5"], "\(text)")
    }

    @Test(arguments: [
        "database: {read: [Users]}", "database: {write: ['a;b']}", "database: {reads: [a]}", "redis: ['a b']",
        "environment: [A-B]", "limits: {deadlineSeconds: 301}", "processes: 17",
    ])
    func `what grants and limits are made from is checked`(member: String) throws {
        let text = try #require(try error(["functions/a/function.yaml": good + member + "\n"]))
        #expect(text.contains("function.yaml:3: "), "\(text)")
    }

    @Test func `a system without functions is a mistake`() throws {
        #expect(try error([:])?.contains("no function.yaml") == true)
        #expect(try error(["functions/a/README.md": ""])?.contains("no function.yaml") == true)
    }

    @Test(arguments: [
        ("name: d\nexecutable: a/b\ndatabaseConnections: 1\n", 2),
        ("name: d\nexecutable: D\ndatabaseConnections: 65\n", 3),
        ("name: D\nexecutable: D\ndatabaseConnections: 1\n", 1),
        ("name: d\nexecutable: D\ndatabaseConnections: 1\nthreads: 1\n", 4),
    ])
    func `a daemon's manifest is checked`(manifest: String, line: Int) throws {
        let text = try #require(try error(["functions/a/function.yaml": good, "Sources/D/daemon.yaml": manifest]))
        #expect(text.contains("Sources/D/daemon.yaml:\(line): "), "\(text)")
    }
}
