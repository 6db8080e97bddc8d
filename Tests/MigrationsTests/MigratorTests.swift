import Database
import Foundation
import Migrations
import TestServers
import Testing

@Suite struct MigratorTests {
    @Test func `the migrations of this repository apply to an empty database, once`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            let migrator = Migrator(directory: "\(TestServers.packageRoot)/sql/migrations")
            let pending = try migrator.pending(database)
            #expect(pending.first == "0001_accounts.sql")
            #expect(try database.query("SHOW TABLES").isEmpty, "asking what is pending changes nothing")

            var told: [String] = []
            #expect(try migrator.migrate(database) { told.append($0) } == pending)
            #expect(told == pending)
            #expect(try migrator.pending(database) == [])
            #expect(try migrator.migrate(database) == [])
            #expect(try database.first("SELECT COUNT(*) AS n FROM runs")?.get("n") == 0)
        }
    }

    @Test func `statements end with a semicolon at the end of a line`() throws {
        try withMigrations([
            "0001_things.sql": """
            -- Things; with a comment;
            CREATE TABLE things (
                -- a comment that ends with a semicolon;
                id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'a;b'
            ) ENGINE = InnoDB;

            INSERT INTO things (id) VALUES (1);  \nINSERT INTO things (id, name)
            VALUES (2, 'x; y')
            """
        ]) { database, migrator, _ in
            _ = try migrator.migrate(database)
            let names = try database.query("SELECT name FROM things ORDER BY id").map {
                try $0.get("name", as: String.self)
            }
            #expect(names == ["a;b", "x; y"])
        }
    }

    @Test func `a changed file is refused`() throws {
        try withMigrations(["0001_things.sql": "CREATE TABLE things (id INT NOT NULL PRIMARY KEY);\n"]) {
            database, migrator, directory in
            _ = try migrator.migrate(database)
            try write("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY);\n", to: "\(directory)/0001_things.sql")
            #expect { try migrator.migrate(database) } throws: { error in
                if case .changed("0001_things.sql") = error as? MigrationError { true } else { false }
            }
            #expect(throws: MigrationError.self) { try migrator.pending(database) }
        }
    }

    @Test func `a file that is gone means an older program`() throws {
        try withMigrations(["0001_a.sql": "CREATE TABLE a (id INT NOT NULL PRIMARY KEY);\n"]) {
            database, migrator, directory in
            _ = try migrator.migrate(database)
            try FileManager.default.removeItem(atPath: "\(directory)/0001_a.sql")
            #expect { try migrator.migrate(database) } throws: { error in
                if case .missing("0001_a.sql") = error as? MigrationError { true } else { false }
            }
        }
    }

    @Test func `a file that fails halfway stops every later migration until somebody has looked`() throws {
        try withMigrations([
            "0001_a.sql": "CREATE TABLE a (id INT NOT NULL PRIMARY KEY);\n",
            "0002_b.sql": "CREATE TABLE b (id INT NOT NULL PRIMARY KEY);\nCREATE TABLE a (id INT);\n",
        ]) { database, migrator, _ in
            #expect { try migrator.migrate(database) } throws: { error in
                if case .failed("0002_b.sql", let cause) = error as? MigrationError {
                    cause.code == 1050
                } else {
                    false
                }
            }
            #expect { try migrator.migrate(database) } throws: { error in
                if case .unfinished("0002_b.sql") = error as? MigrationError { true } else { false }
            }
        }
    }

    @Test func `of several migrators at once one works and the others wait for it`() async throws {
        try await TestServers.withEmptyDatabase { configuration in
            let migrator = Migrator(directory: "\(TestServers.packageRoot)/sql/migrations")
            let all = try migrator.pending(Database(configuration))
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 { group.addTask { try migrator.migrate(Database(configuration)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.filter { !$0.isEmpty } == [all])
        }
    }

    @Test func `a directory that is not there is named`() throws {
        try TestServers.withEmptyDatabase { configuration in
            #expect { try Migrator(directory: "/nowhere/at/all").migrate(Database(configuration)) } throws: { error in
                "\(error)".contains("/nowhere/at/all")
            }
        }
    }

    private func withMigrations(
        _ files: [String: String], _ body: (Database, Migrator, String) throws -> Void
    ) throws {
        try TestServers.withEmptyDatabase { configuration in
            try TestServers.temporaryDirectory { directory in
                for (name, text) in files { try write(text, to: "\(directory)/\(name)") }
                try body(Database(configuration), Migrator(directory: directory), directory)
            }
        }
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
