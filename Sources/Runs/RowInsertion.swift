import Database

/// Inserts rows with few statements, none of which holds many bytes: MariaDB takes so much at a time, and so does a
/// worker's memory.
struct RowInsertion {
    /// A statement with more than this has one row only, in bytes of its values.
    static let statementBytes = PayloadTooLarge.limit

    private let database: Database
    private let head: SQL
    private let tail: SQL
    private var rows: [SQL] = []
    private var bytes = 0

    /// - Parameters:
    ///   - head: up to and with `VALUES`.
    ///   - tail: what follows the rows.
    init(_ database: Database, _ head: SQL, _ tail: SQL = "") {
        self.database = database
        self.head = head
        self.tail = tail
    }

    /// Adds a row, and perhaps executes what was added before.
    ///
    /// - Parameter size: of the values that may be large.
    mutating func add(_ row: SQL, bytes size: Int) throws {
        if bytes + size > Self.statementBytes { try finish() }
        rows.append(row)
        bytes += size
        if rows.count == Database.chunkSizes[0] { try finish() }
    }

    /// Executes what is left.
    mutating func finish() throws {
        try rows.inStatementChunks { chunk in
            try database.execute(head + chunk.joined(separator: ", ") + tail)
        }
        (rows, bytes) = ([], 0)
    }
}

extension Collection where SubSequence: Collection {
    /// As ``inStatementChunks(_:)``, and no part has more than ``RowInsertion/statementBytes`` unless it is one element.
    func inStatementChunks(bytes size: (Element) -> Int, _ body: (SubSequence.SubSequence) throws -> Void) rethrows {
        var (start, end, bytes) = (startIndex, startIndex, 0)
        while end < endIndex {
            bytes += size(self[end])
            if bytes > RowInsertion.statementBytes, start < end {
                try self[start..<end].inStatementChunks(body)
                (start, bytes) = (end, size(self[end]))
            }
            formIndex(after: &end)
        }
        try self[start..<end].inStatementChunks(body)
    }
}
