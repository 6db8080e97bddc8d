import ChildProcess
import Foundation
import JSON

/// The targets of this package, as the package manager reads them.
struct PackageDescription {
    struct Target {
        let name: String
        let type: String
        let path: String
        /// Other targets of this package.
        let dependencies: Set<String>

        var isTest: Bool { type == "test" }
        var isCLibrary: Bool {
            name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true && type != "executable"
        }
    }

    let root: String
    let targets: [Target]

    static let current = Result { try PackageDescription() }

    private init() throws {
        root = Self.packageRoot
        let scratch = NSTemporaryDirectory() + "dump-package-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        // A scratch folder of its own: the tests run under a package manager that holds the usual one.
        let dump = try ChildProcess.run(
            "/usr/bin/env", ["swift", "package", "--package-path", root, "--scratch-path", scratch, "dump-package"],
            limit: .seconds(120))
        let package = try JSON(parsing: dump.output)
        let declared = package["targets"]?.array ?? []
        let names = Set(declared.compactMap { $0["name"]?.string })
        targets = declared.compactMap { target in
            guard let name = target["name"]?.string, let type = target["type"]?.string else { return nil }
            let dependencies = (target["dependencies"]?.array ?? []).compactMap { dependency in
                (dependency["byName"] ?? dependency["target"])?[0]?.string
            }
            let folder = type == "test" ? "Tests/\(name)" : "Sources/\(name)"
            return Target(
                name: name, type: type, path: target["path"]?.string ?? folder,
                dependencies: Set(dependencies).intersection(names))
        }
    }

    func target(_ name: String) -> Target? {
        targets.first { $0.name == name }
    }

    /// The Swift files of a target, as paths from the root.
    func files(of target: Target) -> [String] {
        let folder = root + "/" + target.path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.map { target.path + "/" + $0 }.sorted()
    }

    func text(of file: String) throws -> String {
        try String(contentsOfFile: root + "/" + file, encoding: .utf8)
    }

    /// The modules that a file imports.
    func imports(of file: String) throws -> Set<String> {
        let words = try text(of: file).split(separator: "\n").map { $0.split(separator: " ") }
        return Set(
            words.compactMap { line in
                guard let index = line.firstIndex(of: "import"), index <= 3, index + 1 < line.count else { return nil }
                let isImport = line[..<index].allSatisfy {
                    $0.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains($0)
                }
                return isImport ? String(line[index + 1]) : nil
            })
    }

    static var packageRoot: String {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    }
}
