/// Why there is no backup, or why one was not restored. Where nothing else is said, nothing has changed.
package enum BackupError: Error, Sendable, CustomStringConvertible {
    case exists(path: String)
    case unwritable(path: String, reason: String)
    case unreadable(path: String, reason: String)
    case notMigrated(database: String)
    /// Somebody migrated the database meanwhile.
    case migratedMeanwhile
    case laterFormat(Int)
    /// The backup was made with migrations that this program does not have.
    case newerDatabase(migration: String)
    case damaged(file: String, reason: String)
    case notEmpty(database: String, tables: Int)
    /// A program of MariaDB or of the system failed.
    case program(name: String, reason: String)
    /// After the data had been read in; the old data is as it was.
    case notAsRecorded(String)

    package var description: String {
        switch self {
        case .exists(let path): "\(path) is there already; a backup goes to a new folder"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .notMigrated(let database): "\(database) has no tables of this platform"
        case .migratedMeanwhile: "the database was migrated meanwhile; start again when that has ended"
        case .laterFormat(let format):
            "the backup has format \(format), and this program knows up to \(BackupManifest.currentFormat); "
                + "take the program's newer version"
        case .newerDatabase(let migration):
            "the backup was made after \(migration), which is not here; take the program's newer version"
        case .damaged(let file, let reason): "\(file) is damaged: \(reason); take another backup"
        case .notEmpty(let database, let tables):
            "\(database) has \(tables) tables; to put the backup in their place, say --replace"
        case .program(let name, let reason): "\(name): \(reason)"
        case .notAsRecorded(let what): "what was read in is not what the backup says: \(what); nothing was replaced"
        }
    }
}
