import Database
import Foundation
import Manifest
import TestServers
import Testing

/// What a second rendering does to users that are there already.
@Suite struct GrantsRenderingTests {
    /// A server with two tables.
    private func withServer(_ body: (PrivateMariaDB, DatabaseConfiguration, String) throws -> Void) throws {
        let server = try PrivateMariaDB(isDurable: false)
        defer { server.stop() }
        let database = try server.createDatabase()
        try server.run(
            "USE \(database.database); CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY);"
                + "CREATE TABLE sessions (id INT PRIMARY KEY); CREATE TABLE members (id INT PRIMARY KEY);"
                + [
                    "tenants", "roles", "role_assignments", "idempotency_keys", "audit_intake", "api_keys",
                    "service_accounts", "api_key_uses",
                ].map {
                    "CREATE TABLE \($0) (id INT PRIMARY KEY);"
                }.joined())
        try TestServers.temporaryDirectory { (directory) throws in try body(server, database, directory) }
    }

    private func apply(
        _ manifests: [String: String], to server: PrivateMariaDB, _ database: DatabaseConfiguration,
        _ directory: String,
        capacity: DatabaseCapacity = DatabaseCapacity()
    ) throws {
        let functions = "\(directory)/functions"
        try? FileManager.default.removeItem(atPath: functions)
        for (name, members) in manifests {
            try FileManager.default.createDirectory(
                atPath: "\(functions)/\(name)", withIntermediateDirectories: true)
            try "name: \(name)\nprefixes: [/\(name)]\n\(members)\n".write(
                toFile: "\(functions)/\(name)/function.yaml", atomically: true, encoding: .utf8)
        }
        let fleet = try Fleet(functionsDirectory: functions, daemonsDirectory: "\(directory)/none")
        let passwords = try PasswordFiles(directory)
        _ = try passwords.makeMissing(for: fleet)
        try server.run(
            GrantsRendering(fleet, database: database.database, capacity: capacity, passwords: passwords).text())
    }

    private func grants(_ user: String, _ server: PrivateMariaDB, _ database: DatabaseConfiguration) throws -> [String]
    {
        try Database(database).query(SQL(trusted: "SHOW GRANTS FOR \(user)@'localhost'")).map { row in
            try row.get(#require(row.columnNames.first))
        }
    }

    @Test func `what is no longer declared is taken away, and what is stays`() throws {
        try withServer { (server, database, directory) throws in
            try apply(
                ["x": "database: {read: [a, b], insert: [a], update: [b]}", "y": "", "old-one": ""], to: server,
                database,
                directory)
            let user = "intelligentic_x"
            var text = try grants(user, server, database).joined(separator: "\n")
            #expect(text.contains("GRANT SELECT, INSERT ON `\(database.database)`.`a`"), "\(text)")
            #expect(text.contains("GRANT SELECT, UPDATE ON `\(database.database)`.`b`"), "\(text)")
            // Somebody was in a hurry.
            try server.run(
                """
                GRANT DELETE ON \(database.database).a TO '\(user)'@'localhost' WITH GRANT OPTION;
                GRANT ALL PRIVILEGES ON \(database.database).* TO 'intelligentic_y'@'localhost';
                GRANT FILE, SUPER ON *.* TO 'intelligentic_y'@'localhost';
                CREATE USER 'people'@'localhost'; GRANT ALL PRIVILEGES ON *.* TO 'people'@'localhost';
                """)
            try apply(["x": "database: {read: [a]}", "y": ""], to: server, database, directory)
            text = try grants(user, server, database).joined(separator: "\n")
            #expect(text.contains("GRANT SELECT ON `\(database.database)`.`a`"), "\(text)")
            #expect(!text.contains("`b`") && !text.contains("OPTION"), "\(text)")
            text = try grants("intelligentic_y", server, database).joined(separator: "\n")
            #expect(!text.contains("ALL PRIVILEGES") && !text.contains("FILE"), "\(text)")
            #expect(text.contains("GRANT SELECT ON `\(database.database)`.`sessions`"), "\(text)")
            #expect(throws: DatabaseError.self) { try grants("intelligentic_old_one", server, database) }
            #expect(try grants("people", server, database).joined().contains("ALL PRIVILEGES"))
        }
    }

    @Test func `some columns are read and others are not, also of a table that was read whole`() throws {
        try withServer { (server, database, directory) throws in
            try server.run("USE \(database.database); ALTER TABLE a ADD COLUMN secret INT, ADD COLUMN name INT")
            let user = "intelligentic_x"
            func shown() throws -> String { try grants(user, server, database).joined(separator: "\n") }
            try apply(["x": "database: {read: [a]}"], to: server, database, directory)
            #expect(try shown().contains("GRANT SELECT ON `\(database.database)`.`a`"))
            for _ in 0..<2 {
                try apply(
                    ["x": "database: {read: [{a: [id, name]}], update: [a]}"], to: server, database, directory)
                let text = try shown()
                #expect(text.contains("SELECT (`id`, `name`)") || text.contains("SELECT (`name`, `id`)"), "\(text)")
                #expect(
                    text.contains("UPDATE") && !text.contains("secret")
                        && !text.contains("GRANT SELECT ON `\(database.database)`.`a`"), "\(text)")
                try server.run("GRANT SELECT (secret) ON \(database.database).a TO '\(user)'@'localhost'")
            }
            try apply(["x": "database: {read: [{a: [id]}]}"], to: server, database, directory)
            #expect(try !shown().contains("secret") && !shown().contains("name") && shown().contains("SELECT (`id`)"))
            try apply(["x": "database: {read: [a]}"], to: server, database, directory)
            #expect(try shown().contains("GRANT SELECT ON `\(database.database)`.`a`"))
        }
    }

    @Test func `a new password counts at once, and a program gets so many connections and no more`() throws {
        try withServer { (server, database, directory) throws in
            let manifest = ["x": "processes: 1\nthreads: 1"]
            func open() throws -> Database {
                var own = database
                own.user = "intelligentic_x"
                own.password = try String(contentsOfFile: "\(directory)/database-x", encoding: .utf8)
                    .trimmingCharacters(in: .newlines)
                let opened = Database(own)
                try opened.execute("DO 1")
                return opened
            }
            try apply(manifest, to: server, database, directory)
            let held = [try open(), try open()]
            // 1226: the user has as many as it may have.
            let error = #expect(throws: DatabaseError.self) { try open() }
            #expect(error?.code == 1226)
            for connection in held { connection.close() }

            let old = try open().configuration
            try FileManager.default.removeItem(atPath: "\(directory)/database-x")
            try apply(manifest, to: server, database, directory)
            #expect(throws: DatabaseError.self) { try Database(old).execute("DO 1") }
            _ = try open()
        }
    }

    @Test func `a password that could end a statement is refused, and not shown`() throws {
        try withServer { (server, database, directory) throws in
            try "quite-long-and-'; DROP TABLE a".write(
                toFile: "\(directory)/database-x", atomically: true, encoding: .utf8)
            let error = try #require(throws: ManifestError.self) {
                try apply(["x": ""], to: server, database, directory)
            }
            #expect(error.description.contains("database-x"))
            #expect(!error.description.contains("DROP"))
        }
    }
}
