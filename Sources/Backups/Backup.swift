package import Database
internal import Identity
internal import JSON
internal import Migrations

/// Writes all rows of a database, as they are at one moment, to a folder. The system may run meanwhile.
package struct Backup {
    static let dataFile = "database.sql.gz"

    private let database: DatabaseConfiguration
    private let programVersion: String

    /// - Parameter database: with a user who may read all its tables.
    package init(of database: DatabaseConfiguration, programVersion: String) {
        self.database = database
        self.programVersion = programVersion
    }

    /// Writes the backup. The folder is there with everything in it, or not at all.
    ///
    /// - Parameter path: a folder that is not there yet, in one that is.
    /// - Throws: ``BackupError``, `DatabaseError`, `MigrationError`.
    package func write(to path: String) throws -> BackupManifest {
        let connection = Database(database)
        defer { connection.close() }
        let migrations = try Migrator.applied(in: connection)
        guard !migrations.isEmpty else { throw BackupError.notMigrated(database: database.database) }
        let folder = try BackupFolder(path)
        do {
            let createdAt = Timestamp.now
            try dump(to: folder)
            guard try Migrator.applied(in: connection) == migrations else { throw BackupError.migratedMeanwhile }
            let version = try connection.first("SELECT VERSION() AS version")?.get("version", as: String.self)
            let manifest = BackupManifest(
                format: BackupManifest.currentFormat, createdAt: createdAt, database: database.database,
                programVersion: programVersion, serverVersion: version ?? "", migrations: migrations,
                files: [try BackupFolder.file(Self.dataFile, in: folder.draft)])
            try folder.write(
                Array((JSON(encoding: manifest).prettyText + "\n").utf8), to: BackupManifest.fileName)
            try folder.publish()
            return manifest
        } catch {
            folder.discard([Self.dataFile, BackupManifest.fileName])
            throw error
        }
    }

    private func dump(to folder: BackupFolder) throws {
        let options = try OptionFile(database)
        // Made first, so that it is for this user only.
        try folder.write([], to: Self.dataFile)
        let file = "\(folder.draft)/\(Self.dataFile)"
        try withExtendedLifetime(options) {
            try Pipeline.run(
                (
                    "mariadb-dump",
                    [
                        "--defaults-file=\(options.path)", "--single-transaction", "--quick", "--routines",
                        "--triggers",
                        "--hex-blob", "--no-tablespaces", "--skip-add-locks", "--skip-add-drop-table",
                        "--skip-dump-date", "--default-character-set=utf8mb4", "--max-allowed-packet=1G",
                        database.database,
                    ]
                ), ("gzip", ["--stdout", "--fast"]), output: file)
        }
        try BackupFolder.synchronize(file)
    }
}
