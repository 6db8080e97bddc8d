/// What went wrong with a statement. Holds no value that was bound or stored, so it can be logged.
package struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// No connection, or it was lost: whether the statement was carried out is not known.
        case connection
        /// The connection was lost while COMMIT was under way: read back by key what holds now.
        case commitUnknown
        /// The row's value for this key exists already.
        case duplicateKey(name: String)
        /// A foreign key or a CHECK of this name does not hold.
        case constraint(name: String)
        /// Deadlock, lock wait, or a cluster node that is not ready; `transaction` repeats these.
        case retryable
        /// This server takes no writes.
        case readOnly
        /// The disk or a table is full.
        case full
        /// A value does not fit its column.
        case invalidValue
        /// A statement or value is larger than the server takes.
        case tooLarge
        /// The statement took longer than it may, or was killed.
        case interrupted
        /// The ``Database/deadline`` is over: the statement was not begun.
        case deadline
        /// A column does not hold what the program reads.
        case unexpectedValue
        /// Anything else: mostly a mistake in the statement.
        case statement
    }

    package let kind: Kind
    /// MariaDB's number, such as 1062; 0: none.
    package let code: Int
    /// With `?` for values, cut when long; empty: connecting.
    package let statement: String
    /// More for people; only where it cannot hold a value.
    package let detail: String?

    static let statementLimit = 1_000

    init(_ kind: Kind, code: Int, statement: String, detail: String? = nil) {
        self.kind = kind
        self.code = code
        self.statement =
            statement.utf8.count > Self.statementLimit ? statement.prefix(Self.statementLimit) + "…" : statement
        self.detail = detail
    }

    package var description: String {
        var text = "database: \(kind)"
        if code != 0 { text += ", error \(code)" }
        if let detail { text += ", \(detail)" }
        if !statement.isEmpty { text += ": \(statement)" }
        return text
    }

    static func unexpected(_ detail: String, statement: String) -> DatabaseError {
        DatabaseError(.unexpectedValue, code: 0, statement: statement, detail: detail)
    }
}
