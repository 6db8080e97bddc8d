package import Database

/// Takes events out of the table that were dispatched long ago.
package struct EventRetentionStore {
    /// The most rows that one transaction deletes.
    package static let rowLimit = 1_000

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Deletes events that were dispatched more than `days` days ago, by the database's clock. A duplicate of one that comes
    /// later is an event like any other.
    ///
    /// - Parameter isWanted: asked before each transaction; false ends the work.
    /// - Returns: how many events were deleted.
    /// - Throws: `DatabaseError`.
    package func deleteEvents(dispatchedBefore days: Int, while isWanted: () -> Bool = { true }) throws -> Int {
        var deleted = 0
        while isWanted() {
            let rows = try database.transaction { database in
                try database.execute(
                    """
                    DELETE FROM events WHERE dispatched_at < UTC_TIMESTAMP(6) - INTERVAL \(days) DAY
                    ORDER BY dispatched_at LIMIT \(Self.rowLimit)
                    """)
            }
            deleted += rows
            if rows < Self.rowLimit { break }
        }
        return deleted
    }
}
