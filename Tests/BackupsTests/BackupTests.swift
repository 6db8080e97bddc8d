import Backups
import ChildProcess
import Database
import Foundation
import JSON
import Migrations
import TestServers
import Testing

@Suite struct BackupTests {
    private static let runs = "HEX(id), status, input, output, created_at, ended_at"

    @Test func `a restore gives back every row, and frees what a worker held`() throws {
        try BackupFixture.with { fixture in
            let path = "\(fixture.folder)/monday"
            let (tenants, runs) = (try fixture.rows("tenants", "HEX(id), name"), try fixture.rows("runs", Self.runs))
            let schema = try Schema.text(of: fixture.database)
            let manifest = try fixture.backup.write(to: path)
            #expect(manifest.programVersion == "1.2.3")
            #expect(manifest.migrations.last == (try Migrator(directory: BackupFixture.migrations).names().last))
            #expect(manifest.bytes > 0)

            try fixture.database.execute("DELETE FROM runs")
            try fixture.database.execute(
                "INSERT INTO tenants (id, name, created_at) VALUES (REPEAT('x', 16), 'later', UTC_TIMESTAMP(6))")
            try fixture.database.execute("CREATE TABLE later (id INT NOT NULL PRIMARY KEY)")
            let outcome = try fixture.restore.restore(from: path, replacing: true)
            #expect(outcome.freedRuns == 1)
            #expect(outcome.endedSessions == 1)
            #expect(outcome.migrations.isEmpty)
            #expect(try fixture.rows("tenants", "HEX(id), name") == tenants)
            #expect(try fixture.rows("runs", Self.runs) == runs)
            #expect(try fixture.rows("runs", "HEX(worker_id)") == ["", ""])
            #expect(try fixture.rows("worker_leases", "epoch").isEmpty)
            #expect(try fixture.rows("sessions", "ended_at IS NULL") == ["0"])
            #expect(try Schema.text(of: fixture.database) == schema)
            // Foreign keys point where they did.
            #expect(throws: DatabaseError.self) { try fixture.database.execute("DELETE FROM tenants") }
        }
    }

    @Test func `only its owner can read a backup, and no second one takes its place`() throws {
        try BackupFixture.with { fixture in
            let path = "\(fixture.folder)/b"
            _ = try fixture.backup.write(to: path)
            for (name, mode) in [("", 0o700), ("/backup.json", 0o600), ("/database.sql.gz", 0o600)] {
                let facts = try FileManager.default.attributesOfItem(atPath: path + name)
                #expect(facts[.posixPermissions] as? Int == mode, "\(name)")
            }
            #expect { try fixture.backup.write(to: path) } throws: { error in
                if case .exists(path) = error as? BackupError { true } else { false }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["b"])
        }
    }

    @Test func `a dump that fails leaves nothing behind and says why`() throws {
        try BackupFixture.with { fixture in
            try fixture.database.execute("CREATE TABLE broken (id INT NOT NULL PRIMARY KEY)")
            try fixture.database.execute("CREATE VIEW seen AS SELECT id FROM broken")
            try fixture.database.execute("DROP TABLE broken")
            let error = try #require(throws: BackupError.self) { try fixture.backup.write(to: "\(fixture.folder)/b") }
            #expect("\(error)".contains("mariadb-dump"), "\(error)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder).isEmpty)
        }
    }

    @Test func `a password with any characters reaches the server, and stands in no argument`() throws {
        try BackupFixture.with { fixture in
            let password = "p\"a\\s#s' ;w=ö"
            var configuration = fixture.configuration
            configuration.user = "dumper_\(fixture.configuration.database)"
            configuration.password = password
            for statement in [
                "CREATE USER \(configuration.user)@localhost IDENTIFIED BY 'p\"a\\\\s#s'' ;w=ö'",
                "GRANT SELECT ON \(configuration.database).* TO \(configuration.user)@localhost",
            ] { try fixture.database.execute(SQL(trusted: statement)) }
            defer { _ = try? fixture.database.execute(SQL(trusted: "DROP USER \(configuration.user)@localhost")) }
            let path = "\(fixture.folder)/b"
            #expect(try Backup(of: configuration, programVersion: "1").write(to: path).bytes > 0)
            let text = try String(contentsOfFile: "\(path)/backup.json", encoding: .utf8)
            #expect(!text.contains(password))
            configuration.password = "wrong"
            #expect(throws: DatabaseError.self) {
                try Backup(of: configuration, programVersion: "1").write(to: path + "2")
            }
        }
    }
}
