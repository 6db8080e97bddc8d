package import Database
package import Identity
package import JSON

/// One line of a run's journal: the recorded result of an effect.
package struct JournalLine: Sendable {
    /// 0, 1, 2 … within the run.
    package let seq: Int
    /// The version of the entry's form; what it means is the engine's business.
    package let format: Int
    package let entry: JSON

    package init(seq: Int, format: Int, entry: JSON) {
        self.seq = seq
        self.format = format
        self.entry = entry
    }
}

/// Reads journals back, for replay.
package struct JournalStore {
    /// How many lines one statement reads.
    package static let pageSize = 100

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The journal of a run, in order.
    ///
    /// - Parameter seq: of the first line.
    package func lines(of run: RunID, from seq: Int = 0, in tenant: TenantID) throws -> [JournalLine] {
        var lines: [JournalLine] = []
        while true {
            let page = try database.query(
                """
                SELECT seq, format, entry FROM journal
                WHERE run_id = \(run) AND tenant_id = \(tenant) AND seq >= \(seq + lines.count)
                ORDER BY seq LIMIT \(Self.pageSize)
                """)
            lines += try page.map(line)
            if page.count < Self.pageSize { return lines }
        }
    }

    private func line(_ row: Row) throws -> JournalLine {
        JournalLine(
            seq: try row.get("seq"), format: try row.get("format"),
            entry: try JSON(parsing: row.get("entry", as: String.self)))
    }
}
