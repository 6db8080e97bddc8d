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
    /// A statement of the file failed.
    case failed(name: String, DatabaseError)

    package var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .changed(let name): "\(name) was changed after it was applied: put the change into a new migration"
        case .missing(let name): "\(name) was applied but is not here: this program is older than its database"
        case .unfinished(let name):
            "\(name) is being applied, or failed halfway: if no other migration runs, undo or finish its statements "
                + "by hand, then delete its row from schema_migrations or set applied_at"
        case .failed(let name, let error): "\(name): \(error)"
        }
    }
}
