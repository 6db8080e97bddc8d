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
        "database: {read: [Users]}", "database: {insert: ['a;b']}", "database: {reads: [a]}", "database: {update: [a]}",
        "database: {read: [b], delete: [a]}", "environment: [A-B]", "credentials: [a]",
        "limits: {deadlineSeconds: 301}", "processes: 17", "outgoing: 1",
        "redis: {publish: ['intelligentic:a b']}", "redis: {publish: ['*']}", "redis: {subscribe: ['intelligentic:']}",
        "redis: {keys: ['intelligentic:a)'], commands: [get]}", "redis: {keys: ['intelligentic:a']}",
        "redis: {commands: [get]}", "redis: {keys: ['intelligentic:a'], commands: [config]}",
        "redis: {keys: ['intelligentic:a'], commands: ['config|get']}",
        "redis: {keys: ['intelligentic:a'], commands: ['script|flush']}",
        "redis: {keys: ['intelligentic:a'], commands: ['@all']}", "redis: {keys: ['intelligentic:a'], commands: [GET]}",
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
        ("name: a\nexecutable: D\ndatabaseConnections: 1\n", 1),
        ("name: operator\nexecutable: D\ndatabaseConnections: 1\n", 1),
        ("name: a-name-of-18-chars\nexecutable: D\ndatabaseConnections: 1\n", 1),
    ])
    func `a daemon's manifest is checked`(manifest: String, line: Int) throws {
        let text = try #require(try error(["functions/a/function.yaml": good, "Sources/D/daemon.yaml": manifest]))
        #expect(text.contains("Sources/D/daemon.yaml:\(line): "), "\(text)")
    }
}
