internal import Database
internal import Glibc

/// Carries out the statements of migrations beside a running system.
///
/// A statement that changes a table waits until no transaction uses the table, and whoever comes later waits behind it: so it
/// gives up soon, lets them through, and tries again.
struct MigrationConnection {
    /// Seconds that a statement waits for a table or a row; for so long it may hold up others.
    static let lockWaitSeconds = 2
    /// How often a statement is tried in all.
    static let attempts = 60
    static let pauseMicroseconds: useconds_t = 500_000
    /// The longest time of one statement: an index on a large table takes long.
    static let statementLimit = Duration.seconds(86_400)

    let database: Database

    init(_ configuration: DatabaseConfiguration) {
        var configuration = configuration
        configuration.statementTimeout = Self.statementLimit
        configuration.transferTimeout = Self.statementLimit + .seconds(10)
        configuration.lockTimeout = .seconds(Self.lockWaitSeconds)
        database = Database(configuration)
    }

    func execute(_ statement: String) throws(DatabaseError) {
        for attempt in 1... {
            do throws(DatabaseError) {
                // Each time: the connection may be a new one.
                try database.execute("SET lock_wait_timeout = \(Self.lockWaitSeconds)")
                try database.execute(SQL(trusted: statement))
                return
            } catch {
                guard error.kind == .retryable, attempt < Self.attempts else { throw error }
                usleep(Self.pauseMicroseconds)
            }
        }
    }
}
