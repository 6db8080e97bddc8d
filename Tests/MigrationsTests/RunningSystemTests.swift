import Database
import Foundation
import Migrations
import Synchronization
import TestServers
import Testing

/// Migrations while the version before works on.
@Suite struct RunningSystemTests {
    private static let files = (try? FileManager.default.contentsOfDirectory(atPath: directory).sorted()) ?? []
    private static let directory = "\(TestServers.packageRoot)/sql/migrations"

    @Test(arguments: 1..<files.count)
    func `the statements of an older version go on while its database is migrated`(applied: Int) throws {
        try TestServers.withEmptyDatabase { configuration in
            try TestServers.temporaryDirectory { older in
                for file in Self.files.prefix(applied) {
                    try FileManager.default.copyItem(atPath: "\(Self.directory)/\(file)", toPath: "\(older)/\(file)")
                }
                let database = Database(configuration)
                _ = try Migrator(directory: older).migrate(database)
                let tables = try database.query("SHOW TABLES").count
                let load = OlderPrograms(
                    configuration, withRuns: Self.files.prefix(applied).contains { $0.hasSuffix("_runs.sql") })
                load.waitForRounds(3)
                #expect(try Migrator(directory: Self.directory).migrate(database) == Array(Self.files[applied...]))
                load.waitForRounds(3)
                #expect(load.stop() == [])
                #expect(try database.query("SHOW TABLES").count >= tables)
            }
        }
    }

    @Test func `a table that is in use is waited for without holding up others for long`() throws {
        try TestServers.withEmptyDatabase { configuration in
            try TestServers.temporaryDirectory { directory in
                let database = Database(configuration)
                try database.execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY)")
                try "ALTER TABLE things ADD COLUMN more INT NULL, ALGORITHM = INSTANT, LOCK = NONE;\n"
                    .write(toFile: "\(directory)/0001_more.sql", atomically: true, encoding: .utf8)
                let migrated = Mutex<Result<[String], any Error>?>(nil)
                let migration = Thread {
                    let result = Result { try Migrator(directory: directory).migrate(Database(configuration)) }
                    migrated.withLock { $0 = result }
                }
                try database.transaction { database in
                    _ = try database.query("SELECT id FROM things")
                    migration.start()
                    let observer = Database(configuration)
                    try Self.wait {
                        try observer.first(
                            "SELECT 1 FROM information_schema.processlist WHERE state LIKE '%metadata lock%' AND db = DATABASE()"
                        ) != nil
                    }
                    // Waits behind the migration until that gives up for the first time.
                    #expect(try observer.query("SELECT id FROM things").isEmpty)
                    #expect(migrated.withLock { $0 == nil })
                }
                try Self.wait { migrated.withLock { $0 != nil } }
                #expect(try migrated.withLock { try $0?.get() } == ["0001_more.sql"])
            }
        }
    }

    @Test func `files make tables only, and say that a change does not lock one`() throws {
        // Does not lock either, by MariaDB's own choice; an applied file stays as it is.
        for file in Self.files where file != "0010_version_precedence.sql" {
            let text = try String(contentsOfFile: "\(Self.directory)/\(file)", encoding: .utf8)
            for statement in text.components(separatedBy: ";\n") {
                let words = statement.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("--") }.joined(
                    separator: " ")
                // A restore moves tables; nothing else would come along.
                for kind in ["VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "SEQUENCE"] {
                    #expect(!words.uppercased().contains("CREATE \(kind) "), "\(file): \(words)")
                }
                guard words.uppercased().contains("ALTER TABLE") else { continue }
                #expect(words.contains("ALGORITHM = ") && words.contains("LOCK = NONE"), "\(file): \(words)")
            }
        }
    }

    private static func wait(_ condition: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < end)
            usleep(5_000)
        }
    }
}
