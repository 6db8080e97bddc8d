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
