import Foundation
import Manifest
import Testing

/// Each program has a manifest, each manifest a program, and what a manifest asks for its program's code can use.
struct ManifestParityTests {
    let package: PackageDescription
    let fleet: Fleet

    /// Programs that people or other programs start; they need nothing around them.
    private static let tools: Set<String> = ["CommandLineTool", "JQEvaluator"]

    init() throws {
        package = try PackageDescription.current.get()
        fleet = try Fleet(
            functionsDirectory: package.root + "/functions", daemonsDirectory: package.root + "/Sources")
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: package.root + "/" + path)
    }

    private func manifest(of target: PackageDescription.Target) -> String {
        target.path + (target.path.hasPrefix("functions/") ? "/function.yaml" : "/daemon.yaml")
    }

    @Test func `no manifest without code`() throws {
        #expect(fleet.programs.count > 1)
        for program in fleet.programs {
            let target = package.target(program.executable)
            #expect(target?.type == "executable", "\(program.name): Package.swift has no program \(program.executable)")
            guard let target else { continue }
            #expect(exists(manifest(of: target)), "\(program.name): its manifest is not in \(target.path)")
            #expect(!package.files(of: target).isEmpty, "\(program.name): no code in \(target.path)")
        }
    }

    @Test func `no code without a manifest`() throws {
        let programs = package.targets.filter { $0.type == "executable" && !$0.path.hasPrefix("Benchmarks/") }
        for target in programs where !Self.tools.contains(target.name) {
            #expect(exists(manifest(of: target)), "\(target.name) has no \(manifest(of: target))")
            #expect(fleet.programs.contains { $0.executable == target.name }, "no manifest names \(target.name)")
        }
        for folder in try FileManager.default.contentsOfDirectory(atPath: package.root + "/functions") {
            #expect(fleet.functions.contains { $0.name == folder }, "functions/\(folder) has no function.yaml")
        }
    }

    @Test func `every right that a manifest asks for is one that a statement of its program needs`() throws {
        for program in fleet.programs {
            let text = try code(of: program)
            for verb in TableVerb.allCases {
                for table in program.database[verb] {
                    #expect(
                        Self.uses(verb, table, in: text),
                        "\(program.name): no statement of its code needs \(verb) of \(table)")
                }
            }
        }
    }

    @Test func `every variable, key and channel of a manifest stands in its program's code`() throws {
        for program in fleet.programs {
            let text = try code(of: program)
            for variable in names(program) {
                #expect(text.contains("\"\(variable)\""), "\(program.name): its code does not read \(variable)")
            }
            for access in program.redis {
                for pattern in access.keys + access.publish + access.subscribe {
                    let fixed = pattern.prefix { !"*?[{".contains($0) }
                    #expect(text.contains("\"\(fixed)"), "\(program.name): its code has no \(pattern)")
                }
            }
        }
    }

    @Test func `every variable that a program must have stands in its manifest`() throws {
        let given = ["DATABASE_", "REDIS_", "JWT_JWKS_FILE", "LOG_LEVEL", "FUNCTION_THREADS"]
        for program in fleet.programs {
            let target = try #require(package.target(program.executable))
            for file in package.files(of: target) {
                for match in try package.text(of: file).matches(of: /(?:required\(|environment\[)"([A-Z0-9_]+)"/) {
                    let name = String(match.1)
                    #expect(
                        names(program).contains(name)
                            || given.contains { name.hasPrefix($0) }, "\(file) reads \(name)")
                }
            }
        }
    }

    @Test func `a right that nothing needs is noticed`() throws {
        let text = "SELECT a FROM things JOIN more USING (a); UPDATE\n    things SET a = 1; INSERT INTO more VALUES"
        #expect(Self.uses(.read, "things", in: text) && Self.uses(.read, "more", in: text))
        #expect(Self.uses(.update, "things", in: text) && Self.uses(.insert, "more", in: text))
        #expect(!Self.uses(.insert, "things", in: text) && !Self.uses(.update, "more", in: text))
        #expect(!Self.uses(.delete, "things", in: text) && !Self.uses(.read, "thing", in: text))
    }

    /// The variables that its manifest asks for, also those that it can do without.
    private func names(_ program: Program) -> [String] {
        (program.environment + program.credentials).map { $0.filter { $0 != "?" } }
    }

    /// All that the program reaches, as one text.
    private func code(of program: Program) throws -> String {
        let target = try #require(package.target(program.executable))
        return try SourceReach(package).texts(of: target).sorted { $0.key < $1.key }.map(\.value)
            .joined(separator: "\n")
    }

    private static func uses(_ verb: TableVerb, _ table: String, in text: String) -> Bool {
        let words =
            switch verb {
            // Rows that a statement changes are read to find them.
            case .read: "(?:FROM|JOIN|UPDATE|INTO)"
            case .insert: "INSERT(?: IGNORE)? INTO"
            case .update: "UPDATE"
            case .delete: "DELETE FROM"
            }
        // An insert that finds its row there already updates it.
        let upsert = "INSERT INTO\\s+\(table)\\b(?:(?!INSERT INTO|SELECT )[\\s\\S]){0,2000}?ON DUPLICATE KEY UPDATE"
        return text.contains(Pattern("\\b\(words)\\s+\(table)\\b"))
            || verb == .update && text.contains(Pattern(upsert))
    }
}

/// A regular expression that is put together at run time.
private struct Pattern {
    let text: String
    init(_ text: String) { self.text = text }
}

extension String {
    fileprivate func contains(_ pattern: Pattern) -> Bool {
        range(of: pattern.text, options: .regularExpression) != nil
    }
}
