package import Database

/// How much waits for an auditor, over all tenants.
package struct AuditBacklogStore {
    /// As far as entries are counted: a count of very many would take long, at the worst moment.
    package static let countLimit = 10_000

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// How many entries wait, at most ``countLimit``.
    ///
    /// - Parameter seconds: only those that have waited for longer.
    /// - Throws: `DatabaseError`.
    package func count(olderThan seconds: Int = 0) throws -> Int {
        let old: SQL = seconds > 0 ? "WHERE at < UTC_TIMESTAMP(6) - INTERVAL \(seconds) SECOND" : ""
        return try database.first(
            """
            SELECT COUNT(*) AS waiting
            FROM (SELECT 1 FROM audit_intake \(sql: old) LIMIT \(Self.countLimit)) AS some
            """
        )?.get("waiting") ?? 0
    }
}
