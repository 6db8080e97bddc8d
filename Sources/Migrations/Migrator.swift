package import Database

/// Brings a database to the state that the migration files describe.
///
/// Each file is applied once, in the order of the names. `schema_migrations` says which are: a row without
/// `applied_at` is a file that is being applied, or whose application failed. The system may run meanwhile: see
/// docs/operations.md for what a file may do then.
package struct Migrator: Sendable {
    private let directory: String

    /// - Parameter directory: where the files `0001_….sql` are.
    package init(directory: String) {
        self.directory = directory
    }

    /// Applies what is pending.
    ///
    /// MariaDB commits each DDL statement at once, so a file that fails stays half applied: see
    /// ``MigrationError/unfinished(name:)``. Of several migrators, one works and the others wait for it.
    ///
    /// - Parameter progress: told the name of each file before it is applied.
    /// - Returns: the names of the applied files.
    /// - Throws: ``MigrationError``, `DatabaseError`.
    package func migrate(_ database: Database, progress: (String) -> Void = { _ in }) throws -> [String] {
        // What is wrong is said at once, not after a wait.
        _ = try MigrationFile.all(in: directory)
        return try MigrationLock.whileHeld(on: database.configuration) {
            try makeTable(in: database)
            let pending = try pendingFiles(in: database)
            let connection = MigrationConnection(database.configuration)
            defer { connection.database.close() }
            for file in pending {
                progress(file.name)
                try apply(file, to: connection)
            }
            return pending.map(\.name)
        }
    }

    /// The names of the files that ``migrate(_:progress:)`` would apply.
    package func pending(_ database: Database) throws -> [String] {
        try pendingFiles(in: database).map(\.name)
    }

    /// The names of all files, applied or not.
    package func names() throws(MigrationError) -> [String] {
        try MigrationFile.all(in: directory).map(\.name)
    }

    /// The names of the files that were applied, in order.
    ///
    /// - Throws: ``MigrationError/unfinished(name:)``, `DatabaseError`.
    package static func applied(in database: Database) throws -> [String] {
        try checksums(in: database).keys.sorted()
    }

    private func pendingFiles(in database: Database) throws -> [MigrationFile] {
        let files = try MigrationFile.all(in: directory)
        let applied = try Self.checksums(in: database)
        for file in files {
            if let checksum = applied[file.name], try checksum != self.checksum(of: file, in: database) {
                throw MigrationError.changed(name: file.name)
            }
        }
        if let missing = Set(applied.keys).subtracting(files.map(\.name)).min() {
            throw MigrationError.missing(name: missing)
        }
        return files.filter { applied[$0.name] == nil }
    }

    private func makeTable(in database: Database) throws {
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                name VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
                checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
                applied_at DATETIME(6) NULL
            ) ENGINE = InnoDB
            """)
    }

    /// Checksums by name.
    private static func checksums(in database: Database) throws -> [String: String] {
        let exists = try database.first(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'"
        )
        if exists == nil { return [:] }
        let rows = try database.query("SELECT name, checksum, applied_at IS NULL AS unfinished FROM schema_migrations")
        for row in rows where try row.get("unfinished", as: Bool.self) {
            throw MigrationError.unfinished(name: try row.get("name"))
        }
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("checksum")) })
    }

    private func checksum(of file: MigrationFile, in database: Database) throws -> String {
        guard let row = try database.first("SELECT SHA2(\(file.text), 256) AS checksum") else { return "" }
        return try row.get("checksum")
    }

    private func apply(_ file: MigrationFile, to connection: MigrationConnection) throws {
        let database = connection.database
        let checksum = try checksum(of: file, in: database)
        do throws(DatabaseError) {
            // Migrators on two nodes of a cluster meet here, before either changes a table.
            try database.execute(
                "INSERT INTO schema_migrations (name, checksum) VALUES (\(file.name), \(checksum))")
        } catch {
            if case .duplicateKey = error.kind { throw MigrationError.unfinished(name: file.name) }
            throw error
        }
        for statement in file.statements {
            do throws(DatabaseError) {
                try connection.execute(statement)
            } catch {
                throw MigrationError.failed(name: file.name, error)
            }
        }
        try database.execute("UPDATE schema_migrations SET applied_at = NOW(6) WHERE name = \(file.name)")
    }
}
