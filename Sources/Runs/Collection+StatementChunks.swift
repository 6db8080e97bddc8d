import Database

extension Database {
    /// Sizes of the lists in statements: few of them, so that few statements are prepared.
    static let chunkSizes = [64, 16, 8, 4, 3, 2, 1]
}

extension Collection where SubSequence: Collection {
    /// Calls `body` with parts that have only as many elements as ``Database/chunkSizes`` says.
    func inStatementChunks(_ body: (SubSequence) throws -> Void) rethrows {
        var start = startIndex
        var left = count
        for size in Database.chunkSizes {
            while left >= size {
                let end = index(start, offsetBy: size)
                try body(self[start..<end])
                (start, left) = (end, left - size)
            }
        }
    }

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
