internal import Accounts
package import Database
internal import Migrations
internal import Runs

/// Puts a backup in the place of what a database holds.
///
/// The data is read in beside the old one, checked, brought to this program's tables, and then changes places with it in one
/// statement: until then a failure changes nothing.
package struct Restore {
    private let database: DatabaseConfiguration
    private let migrator: Migrator

    /// What was done.
    package struct Outcome: Sendable {
        package let manifest: BackupManifest
        /// Files that were applied to the backup's tables.
        package let migrations: [String]
        /// Runs that a worker held when the backup was made; any worker goes on with them.
        package let freedRuns: Int
        package let endedSessions: Int
    }

    /// - Parameters:
    ///   - database: with a user who may make databases named after this one: `NAME_restore`, `NAME_replaced`.
    ///   - migrations: the folder of the numbered files.
    package init(to database: DatabaseConfiguration, migrations: String) {
        self.database = database
        migrator = Migrator(directory: migrations)
    }

    /// Restores the backup in a folder.
    ///
    /// Workers that run meanwhile lose their leases: nothing that they still write reaches the restored data.
    ///
    /// - Parameters:
    ///   - replacing: whether the database may hold something, which is then removed.
    ///   - progress: told what is done next.
    /// - Throws: ``BackupError``, `DatabaseError`, `MigrationError`.
    package func restore(
        from folder: String, replacing: Bool, progress: (String) -> Void = { _ in }
    ) throws -> Outcome {
        progress("checking the backup")
        let manifest = try BackupManifest(in: folder)
        try check(manifest, in: folder)
        let places = try RestorePlaces(database)
        defer { places.close() }
        let old = try places.tables(of: places.target)
        guard old.isEmpty || replacing else {
            throw BackupError.notEmpty(database: places.target, tables: old.count)
        }
        try places.makeStage()
        progress("reading it in beside the old data")
        try load("\(folder)/\(Backup.dataFile)", into: places.stage)
        progress("bringing it up to date")
        let (outcome, tables) = try prepare(manifest, places)
        progress("putting it in place")
        try places.exchange(tables, for: old)
        return outcome
    }

    private func check(_ manifest: BackupManifest, in folder: String) throws {
        guard manifest.files.contains(where: { $0.name == Backup.dataFile }) else {
            throw BackupError.damaged(file: BackupManifest.fileName, reason: "it names no \(Backup.dataFile)")
        }
        for file in manifest.files {
            let found = try BackupFolder.file(file.name, in: folder)
            guard found.bytes == file.bytes else {
                throw BackupError.damaged(file: file.name, reason: "\(found.bytes) bytes instead of \(file.bytes)")
            }
            guard found == file else { throw BackupError.damaged(file: file.name, reason: "its checksum differs") }
        }
        let known = Set(try migrator.names())
        if let unknown = manifest.migrations.first(where: { !known.contains($0) }) {
            throw BackupError.newerDatabase(migration: unknown)
        }
    }

    private func load(_ file: String, into stage: String) throws {
        let options = try OptionFile(database)
        try withExtendedLifetime(options) {
            try Pipeline.run(
                ("gzip", ["--decompress", "--stdout"]),
                (
                    "mariadb",
                    [
                        "--defaults-file=\(options.path)", "--batch", "--binary-mode", "--max-allowed-packet=1G",
                        "--default-character-set=utf8mb4", stage,
                    ]
                ), input: file)
        }
    }

    /// - Returns: what was done, and the tables there are now.
    private func prepare(_ manifest: BackupManifest, _ places: RestorePlaces) throws -> (Outcome, [String]) {
        var configuration = database
        configuration.database = places.stage
        let stage = Database(configuration)
        defer { stage.close() }
        guard try Migrator.applied(in: stage) == manifest.migrations else {
            throw BackupError.notAsRecorded("its migrations are others")
        }
        let migrations = try migrator.migrate(stage)
        let freed = try WorkerLeaseStore(database: stage).endAll()
        // Tokens that were used or revoked since are good again in the backup.
        let accounts = AccountStore(stage)
        let sessions = try accounts.endAllSessions()
        try accounts.forgetMail()
        let outcome = Outcome(manifest: manifest, migrations: migrations, freedRuns: freed, endedSessions: sessions)
        return (outcome, try places.tables(of: places.stage))
    }
}
