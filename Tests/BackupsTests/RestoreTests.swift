import Backups
import ChildProcess
import Database
import Foundation
import JSON
import Migrations
import TestServers
import Testing

/// Restores that must not happen, and those of an older backup.
@Suite struct RestoreTests {
    @Test func `a database that holds something is not replaced unless that is said`() throws {
        try BackupFixture.with { fixture in
            let path = try backup(fixture)
            #expect { try fixture.restore.restore(from: path, replacing: false) } throws: { error in
                if case .notEmpty = error as? BackupError { true } else { false }
            }
        }
    }

    @Test func `an empty database takes a backup, and an older backup gets the newer tables`() throws {
        try BackupFixture.with { fixture in
            let path = try backup(fixture)
            try TestServers.withEmptyDatabase { configuration in
                try TestServers.temporaryDirectory { newer in
                    for file in try Migrator(directory: BackupFixture.migrations).names() {
                        try FileManager.default.copyItem(
                            atPath: "\(BackupFixture.migrations)/\(file)", toPath: "\(newer)/\(file)")
                    }
                    try "CREATE TABLE new_things (id INT NOT NULL PRIMARY KEY) ENGINE = InnoDB;\n"
                        .write(toFile: "\(newer)/9999_new.sql", atomically: true, encoding: .utf8)
                    let outcome = try Restore(to: configuration, migrations: newer)
                        .restore(from: path, replacing: false)
                    #expect(outcome.migrations == ["9999_new.sql"])
                    let database = Database(configuration)
                    #expect(try database.query("SELECT id FROM new_things").isEmpty)
                    #expect(try database.query("SELECT id FROM runs").count == 2)
                    #expect(try Migrator(directory: newer).pending(database).isEmpty)
                    // What was written by newer programs is not for this one.
                    _ = try Backup(of: configuration, programVersion: "2").write(to: "\(fixture.folder)/newer")
                    #expect {
                        try fixture.restore.restore(from: "\(fixture.folder)/newer", replacing: true)
                    } throws: { error in
                        if case .newerDatabase("9999_new.sql") = error as? BackupError { true } else { false }
                    }
                }
            }
        }
    }

    @Test func `a damaged backup is refused before anything is touched`() throws {
        try BackupFixture.with { fixture in
            let path = try backup(fixture)
            let data = "\(path)/database.sql.gz"
            let whole = try Data(contentsOf: URL(filePath: data))
            var changed = whole
            changed[changed.count / 2] ^= 1
            for bad in [changed, whole.dropLast(), Data()] {
                try bad.write(to: URL(filePath: data))
                #expect { try fixture.restore.restore(from: path, replacing: true) } throws: { error in
                    if case .damaged("database.sql.gz", _) = error as? BackupError { true } else { false }
                }
            }
            try FileManager.default.removeItem(atPath: data)
            #expect(throws: BackupError.self) { try fixture.restore.restore(from: path, replacing: true) }
            for manifest in ["{", "{}", "{\"format\": 2}"] {
                try manifest.write(toFile: "\(path)/backup.json", atomically: true, encoding: .utf8)
                #expect(throws: BackupError.self) { try fixture.restore.restore(from: path, replacing: true) }
            }
            #expect(throws: BackupError.self) { try fixture.restore.restore(from: "/nowhere", replacing: true) }
            #expect(try fixture.rows("runs", "status").count == 2)
        }
    }

    @Test func `a restore that fails halfway leaves the old data, and the next one succeeds`() throws {
        try BackupFixture.with { fixture in
            let path = try backup(fixture)
            let good = try (data: Data(contentsOf: URL(filePath: "\(path)/database.sql.gz")), manifest: manifest(path))
            // Whole by its checksum, and yet a statement in the middle fails; its value is not to be seen.
            try replaceData(path, with: "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1), (1);")
            let error = try #require(throws: BackupError.self) {
                try fixture.restore.restore(from: path, replacing: true)
            }
            #expect("\(error)".contains("1062"), "\(error)")
            #expect(!"\(error)".contains("Duplicate"), "\(error)")
            #expect(try fixture.rows("runs", "status").count == 2)
            // Another database's dump.
            try replaceData(path, with: "CREATE TABLE t (id INT PRIMARY KEY);")
            #expect { try fixture.restore.restore(from: path, replacing: true) } throws: { error in
                if case .notAsRecorded = error as? BackupError { true } else { false }
            }
            #expect(try fixture.rows("runs", "status").count == 2)

            try good.data.write(to: URL(filePath: "\(path)/database.sql.gz"))
            try good.manifest.prettyText.write(toFile: "\(path)/backup.json", atomically: true, encoding: .utf8)
            _ = try fixture.restore.restore(from: path, replacing: true)
            #expect(try fixture.rows("runs", "status").count == 2)
        }
    }

    private func backup(_ fixture: BackupFixture) throws -> String {
        let path = "\(fixture.folder)/backup"
        _ = try fixture.backup.write(to: path)
        return path
    }

    private func manifest(_ path: String) throws -> JSON {
        try JSON(parsing: String(contentsOfFile: "\(path)/backup.json", encoding: .utf8))
    }

    /// Puts other statements into a backup, with the right checksum.
    private func replaceData(_ path: String, with statements: String) throws {
        let file = "\(path)/database.sql.gz"
        let packed = try ChildProcess.run("gzip", ["-c"], input: Array(statements.utf8), limit: .seconds(20)).output
        try Data(packed).write(to: URL(filePath: file))
        let sum = try ChildProcess.run("sha256sum", [file], limit: .seconds(20)).output.prefix(64)
        guard case .object(var members) = try manifest(path) else { return }
        members["files"] = [
            [
                "name": "database.sql.gz", "bytes": JSON(packed.count),
                "sha256": .string(String(decoding: sum, as: UTF8.self)),
            ]
        ]
        try JSON.object(members).text.write(toFile: "\(path)/backup.json", atomically: true, encoding: .utf8)
    }
}
