internal import Glibc

/// What has happened in the open transaction.
struct TransactionState {
    /// Why it cannot be committed any more.
    var failure: DatabaseError?
}

extension Database {
    /// How often a transaction is tried in all.
    package static let transactionAttempts = 6
    /// The longest wait before the first repetition; it doubles each time.
    package static let firstTransactionPause = Duration.milliseconds(10)

    /// Whether a transaction is open.
    package var isInTransaction: Bool { transactionState != nil }

    /// Runs `body` in a transaction and commits it.
    ///
    /// A deadlock, a lock that was waited for too long, a cluster node that is not ready, or a connection lost before
    /// COMMIT was sent runs the whole closure again, so it must do nothing but database work and set what it returns.
    /// Inside another transaction, `body` is a part of that one.
    ///
    /// - Throws: what `body` throws, after a rollback. A `DatabaseError` of kind `.commitUnknown`: whether the
    ///   transaction was committed must be read back.
    @discardableResult
    package func transaction<T>(_ body: (Database) throws -> T) throws -> T {
        if transactionState != nil { return try body(self) }
        var attempt = 1
        while true {
            do {
                return try transactionOnce(body)
            } catch let error as TransactionFailure {
                guard attempt < Self.transactionAttempts, !error.isFinal else { throw error.cause }
                Self.pause(beforeRepetition: attempt)
                attempt += 1
            }
        }
    }

    private func transactionOnce<T>(_ body: (Database) throws -> T) throws -> T {
        try begin()
        let result: T
        do {
            result = try body(self)
        } catch {
            let failure = transactionState?.failure
            rollBack()
            // What the server did counts, not what the closure made of it.
            if let failure { throw TransactionFailure(cause: failure) }
            throw error
        }
        if let failure = transactionState?.failure {
            rollBack()
            throw TransactionFailure(cause: failure)
        }
        try commit()
        return result
    }

    private func begin() throws {
        do throws(DatabaseError) {
            try guarded { connection throws(DatabaseError) in try connection.send("START TRANSACTION") }
            transactionState = TransactionState()
        } catch {
            // A connection that cannot be opened is not tried again: that would hold the thread. Nor is what comes too late.
            throw TransactionFailure(
                cause: error, isFinal: error.kind == .deadline || connection == nil && error.statement.isEmpty)
        }
    }

    private func commit() throws {
        defer { transactionState = nil }
        do throws(DatabaseError) {
            try guarded { connection throws(DatabaseError) in try connection.send("COMMIT") }
        } catch {
            if error.kind == .retryable {
                rollBack()
                throw TransactionFailure(cause: error)
            }
            // 2006: not a byte was sent.
            if error.code == 2006 { throw TransactionFailure(cause: error) }
            // 1180: an error during COMMIT.
            if error.kind == .connection || error.code == 1180 {
                connection = nil
                throw DatabaseError(.commitUnknown, code: error.code, statement: "COMMIT")
            }
            rollBack()
            throw error
        }
    }

    private func rollBack() {
        transactionState = nil
        do throws(DatabaseError) {
            try connection?.send("ROLLBACK")
        } catch {
            // Closing the connection rolls back as well.
            connection = nil
        }
    }

    /// Waits a random time, so that two transactions that met once do not meet again.
    private static func pause(beforeRepetition number: Int) {
        let longest = firstTransactionPause * (1 << (number - 1))
        usleep(useconds_t.random(in: 0...useconds_t(longest / .microseconds(1))))
    }
}

/// The transaction was rolled back and can be tried again.
private struct TransactionFailure: Error {
    let cause: DatabaseError
    var isFinal = false
}
