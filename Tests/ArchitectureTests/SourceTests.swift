import Foundation
import Testing

/// Rules of STYLE.md that a machine can check.
struct SourceTests {
    let package: PackageDescription
    let sources: [String]

    init() throws {
        let package = try PackageDescription.current.get()
        self.package = package
        sources = package.targets.filter { !$0.isTest }.flatMap { package.files(of: $0) }
    }

    @Test func `files can be read in one sitting`() throws {
        let lengths = try sources.map { file in
            (file, try package.text(of: file).split(separator: "\n", omittingEmptySubsequences: false).count)
        }
        for (file, length) in lengths {
            #expect(length <= 500, "\(file) has \(length) lines")
        }
        let median = lengths.map(\.1).sorted()[lengths.count / 2]
        #expect(median <= 80)
    }

    @Test func `names say what a thing is`() {
        let empty = ["Manager", "Helper", "Util", "Common", "Shared", "Impl"]
        for file in sources {
            let name = file.split(separator: "/").last.map(String.init) ?? file
            #expect(!empty.contains { name.contains($0) }, "\(file)")
        }
    }

    @Test func `libraries, functions and the worker do without the whole of Foundation`() throws {
        let allowed = ["CommandLineTool", "TestServers"]
        for target in package.targets where !target.isTest && !allowed.contains(target.name) {
            for file in package.files(of: target) {
                #expect(
                    try !package.imports(of: file).contains("Foundation"), "\(file): it would add 40 MB of ICU data")
            }
        }
    }

    @Test func `nothing is left open`() throws {
        // Written in parts, so that this file does not find itself.
        let marks = ["TO" + "DO", "FIX" + "ME", "not " + "implemented"]
        for file in sources {
            let text = try package.text(of: file)
            for mark in marks { #expect(!text.contains(mark), "\(file) says \(mark)") }
        }
    }
}
