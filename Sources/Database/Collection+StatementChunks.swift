extension Database {
    /// Sizes of the lists in statements: few of them, so that few statements are prepared.
    package static let chunkSizes = [64, 16, 4, 2, 1]
}

extension Collection where SubSequence: Collection {
    /// Calls `body` with parts that have only as many elements as ``Database/chunkSizes`` says.
    package func inStatementChunks(_ body: (SubSequence) throws -> Void) rethrows {
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
}
