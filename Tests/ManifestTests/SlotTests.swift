import Foundation
import Manifest
import TestServers
import Testing

/// What a rendering does to files that are there already.
@Suite struct SlotTests {
    private func write(_ processes: Int, in directory: String) throws -> [String] {
        let functions = "\(directory)/source/a"
        try FileManager.default.createDirectory(atPath: functions, withIntermediateDirectories: true)
        try "name: a\nprefixes: [/a]\nprocesses: \(processes)\n".write(
            toFile: "\(functions)/function.yaml", atomically: true, encoding: .utf8)
        let environment = "\(directory)/environment"
        try "LOG_LEVEL=info\n".write(toFile: environment, atomically: true, encoding: .utf8)
        let fleet = try Fleet(functionsDirectory: "\(directory)/source", daemonsDirectory: "\(directory)/none")
        return try SupervisorRendering(
            fleet, runDirectory: "\(directory)/run", binaries: "/usr/bin", environment: EnvironmentFile(environment),
            passwords: PasswordFiles(directory)
        ).write()
    }

    @Test func `a slot that is declared no longer is hidden from runit, and comes back`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let slots = "\(directory)/run/functions/a"
            func visible() throws -> [String] {
                try FileManager.default.contentsOfDirectory(atPath: slots).filter { !$0.hasPrefix(".") }.sorted()
            }
            #expect(try write(3, in: directory).count == 3)
            #expect(try visible() == ["1", "2", "3"])
            #expect(try write(1, in: directory).isEmpty)
            #expect(try visible() == ["1"])
            #expect(try write(2, in: directory).map { $0.suffix(4) } == ["/a/2"])
            #expect(try write(1, in: directory).isEmpty)
            #expect(try visible() == ["1"])
            #expect(FileManager.default.isExecutableFile(atPath: "\(slots)/1/run"))
        }
    }

    @Test func `a place of a template that nothing fills is refused with its line`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let templates = "\(directory)/nginx-templates"
            try FileManager.default.copyItem(atPath: "\(TestServers.packageRoot)/nginx", toPath: templates)
            try "# first\nlisten {{prot}};\n".write(
                toFile: "\(templates)/problems.conf", atomically: true, encoding: .utf8)
            _ = try write(1, in: directory)
            let fleet = try Fleet(functionsDirectory: "\(directory)/source", daemonsDirectory: "\(directory)/none")
            let rendering = try NginxRendering(
                fleet, templates: templates, runDirectory: "\(directory)/run", sockets: "\(directory)/sockets", port: 1)
            let error = try #require(throws: ManifestError.self) { try rendering.write() }
            #expect(error.description.contains("problems.conf:2: nothing fills {{prot}}"), "\(error)")
        }
    }
}
