package import Database

/// Why a database cannot be migrated.
package enum MigrationError: Error, Sendable, CustomStringConvertible {
    /// The directory or a file cannot be read.
    case unreadable(path: String, reason: String)
    /// A file was changed after it was applied.
    case changed(name: String)
    /// A file that was applied is not there: an old program on a newer database.
    case missing(name: String)
    /// Another migrator applies the file now, or it failed halfway.
    case unfinished(name: String)
    /// Another migrator was at work for longer than one waits.
    case busy(limit: Duration)
    /// A statement of the file failed.
    case failed(name: String, DatabaseError)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .changed(let name): "\(name) was changed after it was applied: put the change into a new migration"
        case .missing(let name):
            "\(name) was applied but is not here: the database is newer than this program; take the program's newer version"
        case .unfinished(let name):
            "\(name) is being applied, or failed halfway: if no other migration runs, undo or finish its statements "
                + "by hand, then delete its row from schema_migrations or set applied_at"
        case .busy(let limit): "another migrator was at work for \(limit); look at what it does, and start again"
        case .failed(let name, let error): "\(name): \(error)"
        }
    }
}
