/// One client of MariaDB, used by one thread.
///
/// It connects at its first use, and again at the next use after the connection was lost. Statements are prepared once
/// for each connection; values are always bound.
package final class Database {
    /// How much longer than ``deadline`` a statement may take. More would need a statement of its own for each request.
    package static let deadlineGrace = Duration.seconds(1)

    package let configuration: DatabaseConfiguration
    /// After this no statement begins, not even a commit, and what is under way is stopped within ``deadlineGrace``; nil: the
    /// configuration's timeouts are all there is. Whoever sets it once sets it again for everything that follows.
    package var deadline: ContinuousClock.Instant?
    var connection: Connection?
    /// Set while a transaction is open.
    var transactionState: TransactionState?
    private var lastUse = ContinuousClock.now
    /// A connection is looked at before its use when it was quiet for longer: within a request that would double the calls.
    private static let trustedPause = Duration.milliseconds(20)

    package init(_ configuration: DatabaseConfiguration) {
        self.configuration = configuration
    }

    /// Runs a statement and reads all its rows.
    package func query(_ sql: SQL) throws(DatabaseError) -> [Row] {
        try run(sql).rows
    }

    /// Runs a statement and returns its first row.
    package func first(_ sql: SQL) throws(DatabaseError) -> Row? {
        try run(sql).rows.first
    }

    /// Runs a statement.
    ///
    /// - Returns: how many rows it inserted, deleted, or found for an update, changed or not. `INSERT … ON DUPLICATE KEY
    ///   UPDATE` counts 2 for an updated row.
    @discardableResult
    package func execute(_ sql: SQL) throws(DatabaseError) -> Int {
        try run(sql).affected
    }

    /// Asks the server whether it answers.
    package func ping() throws(DatabaseError) {
        try guarded { connection throws(DatabaseError) in try connection.send("SELECT 1") }
    }

    /// Closes the connection; the next use opens another.
    package func close() {
        connection = nil
    }

    /// Closes a connection that has not been used for this long.
    package func closeIfIdle(for duration: Duration) {
        if transactionState == nil, lastUse.duration(to: .now) >= duration { close() }
    }

    private func run(_ sql: SQL) throws(DatabaseError) -> StatementResult {
        try guarded { connection throws(DatabaseError) in try connection.execute(sql) }
    }

    /// Uses the open connection, or opens one, and gives it up when it turns out to be lost.
    func guarded<T>(_ use: (Connection) throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        // After a deadlock the server has rolled back: a further statement would be carried out on its own.
        if let failure = transactionState?.failure { throw failure }
        let now = ContinuousClock.now
        let pause = lastUse.duration(to: now)
        lastUse = now
        do throws(DatabaseError) {
            let connection = try openConnection(after: pause)
            if let deadline { try keep(connection, to: deadline, at: now) }
            return try use(connection)
        } catch {
            if error.endsConnection { connection = nil }
            if error.endsConnection || error.kind == .retryable { transactionState?.failure = error }
            throw error
        }
    }

    private func keep(
        _ connection: Connection, to deadline: ContinuousClock.Instant, at now: ContinuousClock.Instant
    ) throws(DatabaseError) {
        let left = now.duration(to: deadline)
        guard left > .zero else { throw DatabaseError(.deadline, code: 0, statement: "") }
        let wanted = min(left, configuration.statementTimeout)
        let isFitting = wanted - Self.deadlineGrace...wanted + Self.deadlineGrace ~= connection.statementTimeout
        if !isFitting { try connection.limitStatements(to: wanted) }
    }

    private func openConnection(after pause: Duration) throws(DatabaseError) -> Connection {
        // Inside a transaction a lost connection must fail, not be replaced.
        if let connection, transactionState != nil || pause < Self.trustedPause || !connection.isStale {
            return connection
        }
        connection = nil
        let opened = try Connection(configuration)
        connection = opened
        return opened
    }
}
