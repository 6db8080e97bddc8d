import Foundation
import Testing

/// docs/architecture.md draws the layers; the package and the import lines must follow it.
struct LayerTests {
    let package: PackageDescription
    /// From the top down, as the document's block says.
    let layers: [Set<String>]

    init() throws {
        package = try PackageDescription.current.get()
        let document = try package.text(of: "docs/architecture.md")
        let block = try #require(document.components(separatedBy: "```layers\n").dropFirst().first)
        layers = block.components(separatedBy: "\n```")[0].split(separator: "\n").map { line in
            Set(line.split(separator: ":").last?.split(separator: " ").map(String.init) ?? [])
        }
    }

    @Test func `every module stands in exactly one layer`() {
        let drawn = layers.flatMap { $0 }.sorted()
        #expect(drawn == package.targets.filter { !$0.isTest }.map(\.name).sorted())
    }

    @Test func `dependencies point to lower layers only`() {
        for target in package.targets where !target.isTest {
            let own = layers.firstIndex { $0.contains(target.name) } ?? layers.count
            for dependency in target.dependencies {
                let other = layers.firstIndex { $0.contains(dependency) } ?? -1
                #expect(other > own, "\(target.name) depends on \(dependency), which is not in a layer below it")
            }
        }
    }

    @Test func `import lines and declared dependencies agree`() throws {
        let modules = Set(package.targets.map(\.name))
        for target in package.targets {
            var imported: Set<String> = []
            for file in package.files(of: target) {
                let imports = try package.imports(of: file).intersection(modules)
                let undeclared = imports.subtracting(target.dependencies).subtracting([target.name])
                #expect(undeclared.isEmpty, "\(file) imports \(undeclared), which Package.swift does not declare")
                imported.formUnion(imports)
            }
            let programs = Set(package.targets.filter { $0.type == "executable" }.map(\.name))
            let unused = target.dependencies.subtracting(imported).subtracting(target.isTest ? programs : [])
            #expect(unused.isEmpty, "\(target.name) declares \(unused) and never imports it")
        }
    }

    /// libcurl speaks HTTP to services, from one thread for many, and SMTP to the mail server, from one that waits: two
    /// owners that share neither handles nor rules.
    private static let severalOwners = ["CCurl": 2]

    @Test func `a C library has exactly one owner`() throws {
        for library in package.targets where library.isCLibrary {
            let owners = package.targets.filter { $0.dependencies.contains(library.name) }.map(\.name)
            let wanted = Self.severalOwners[library.name] ?? 1
            #expect(owners.count == wanted, "\(library.name) is used by \(owners)")
        }
    }

    @Test(arguments: [
        "CloudEvents", "WorkflowDSL", "WorkflowEngine", "AgentRuntime", "Identity", "JSON", "Masking", "WebAuthn",
    ])
    func `a pure module reaches no database`(name: String) throws {
        var reached: Set<String> = []
        var next = [name]
        while let module = next.popLast() {
            guard reached.insert(module).inserted else { continue }
            next += try #require(package.target(module), "no such module").dependencies
        }
        #expect(reached.isDisjoint(with: ["Database", "Redis", "FastCGI"]))
    }
}
