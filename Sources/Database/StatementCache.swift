/// The prepared statements of a connection, the least recently used of which goes when there are too many.
struct StatementCache {
    /// A server allows 16,382 in all (`max_prepared_stmt_count`): enough for 255 connections.
    static let limit = 64

    private var statements: [String: (statement: PreparedStatement, lastUse: UInt64)] = [:]
    private var uses: UInt64 = 0

    var count: Int { statements.count }

    /// Takes a statement out while it is executed.
    mutating func take(_ text: String) -> PreparedStatement? {
        statements.removeValue(forKey: text)?.statement
    }

    mutating func keep(_ statement: PreparedStatement) {
        guard statement.isUsable else { return }
        if statements.count >= Self.limit, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            statements.removeValue(forKey: oldest.key)
        }
        uses += 1
        statements[statement.text] = (statement, uses)
    }

    /// Before the connection is closed.
    mutating func closeAll() {
        statements = [:]
    }
}
