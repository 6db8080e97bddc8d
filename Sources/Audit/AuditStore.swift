package import Database
package import Identity

/// Where changes leave their entries: in the same transaction, so that there is an entry of what happened and of nothing else.
/// An auditor moves them to the log.
package struct AuditStore {
    /// Of entries about no tenant: they take as much work as others, and are not kept.
    package static let nobody: TenantID = {
        guard let nobody = TenantID(bytes: [UInt8](repeating: 0, count: 16)) else { preconditionFailure("16 bytes") }
        return nobody
    }()

    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Keeps an entry, if the open transaction is committed. Its time is the database's: of many hosts, each has a clock of its own.
    ///
    /// - Throws: `DatabaseError`.
    package func record(_ entry: AuditEntry, in tenant: TenantID) throws(DatabaseError) {
        precondition(database.isInTransaction, "an entry belongs into the transaction of its change")
        try database.execute(
            """
            INSERT INTO audit_intake (\(sql: AuditEntry.columns))
            VALUES (\(sql: entry.values(in: tenant, at: "UTC_TIMESTAMP(6)")))
            """)
    }
}
