package import Database
package import Identity

/// The tenants whose producers may send events: all that are active. Those of others wait in Redis. A stream that nobody has made costs Redis next to nothing.
package struct IngressTenantStore {
    /// How many tenants one statement reads.
    static let pageSize = 1_000

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// How many of the tenants that are not active are looked at.
    static let inactiveLimit = 1_000

    /// Tenants that are not active: what their producers send waits.
    ///
    /// - Throws: `DatabaseError`.
    package func inactive() throws -> [TenantID] {
        try database.query(
            """
            SELECT id FROM tenants WHERE suspended_at IS NOT NULL UNION SELECT id FROM tenants WHERE delete_at IS NOT NULL
            ORDER BY id DESC LIMIT \(Self.inactiveLimit)
            """
        ).map { try $0.get("id") }
    }

    /// - Throws: `DatabaseError`.
    package func tenants() throws -> [TenantID] {
        var tenants: [TenantID] = []
        while true {
            let page: SQL = tenants.last.map { "AND id > \($0)" } ?? ""
            let rows = try database.query(
                """
                SELECT id FROM tenants WHERE suspended_at IS NULL AND delete_at IS NULL \(sql: page)
                ORDER BY id LIMIT \(Self.pageSize)
                """)
            tenants += try rows.map { try $0.get("id") }
            if rows.count < Self.pageSize { return tenants }
        }
    }
}
