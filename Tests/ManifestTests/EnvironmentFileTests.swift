import Foundation
import Manifest
import TestServers
import Testing

@Suite struct EnvironmentFileTests {
    private let root = TestServers.packageRoot

    private func fleet() throws -> Fleet {
        try Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources")
    }

    @Test func `a line that sets nothing is refused with its number`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = "\(directory)/environment"
            try "# comment\n\nA=1\n=2\n".write(toFile: path, atomically: true, encoding: .utf8)
            let error = try #require(throws: ManifestError.self) { try EnvironmentFile(path) }
            #expect(error.description.hasPrefix("\(path):4: "), "\(error)")
        }
    }

    @Test func `a variable with a question mark is passed on where it is set`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = "\(directory)/environment"
            let needed = "MODELS_FILE=/m\nJQ_EVALUATOR=/j\nJWT_PRIVATE_KEY_FILE=/k\nSECRETS_KEY_FILE=/s\n"
            for (more, isPassedOn) in [("", false), ("RUN_RETENTION_DAYS=7\n", true)] {
                try (needed + more).write(toFile: path, atomically: true, encoding: .utf8)
                _ = try SupervisorRendering(
                    fleet(), runDirectory: directory, binaries: "/usr/bin", environment: EnvironmentFile(path),
                    passwords: PasswordFiles(directory)
                ).write()
                let script = try String(contentsOfFile: "\(directory)/daemons/worker/1/run", encoding: .utf8)
                #expect(script.contains("RUN_RETENTION_DAYS='7'") == isPassedOn)
            }
        }
    }

    @Test func `a variable that a manifest asks for must be set`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = "\(directory)/environment"
            try "MODELS_FILE=/m\nJQ_EVALUATOR=/j\nSECRETS_KEY_FILE=/s\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            let rendering = try SupervisorRendering(
                fleet(), runDirectory: directory, binaries: "/usr/bin", environment: EnvironmentFile(path),
                passwords: PasswordFiles(directory))
            let error = try #require(throws: ManifestError.self) { try rendering.write() }
            #expect(error.description.contains("JWT_PRIVATE_KEY_FILE"), "\(error)")
            #expect(error.description.contains("auth"), "\(error)")
        }
    }

    @Test func `users and passwords are no matter of the file`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let path = "\(directory)/environment"
            try "LOG_LEVEL=info\nDATABASE_USER=root\n".write(toFile: path, atomically: true, encoding: .utf8)
            let error = try #require(throws: ManifestError.self) { try EnvironmentFile(path) }
            #expect(error.description.hasPrefix("\(path):2: DATABASE_USER "), "\(error)")
        }
    }

    @Test func `a file that is not there is named`() throws {
        let error = try #require(throws: ManifestError.self) { try EnvironmentFile("/nowhere/environment") }
        #expect(error.description.contains("/nowhere/environment"), "\(error)")
    }
}
