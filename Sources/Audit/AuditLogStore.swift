package import Database
package import Identity

/// The audit logs of all tenants, to be read.
///
/// All methods throw ``DatabaseError``.
package struct AuditLogStore {
    /// The most bytes of states on one page; a page has at least one entry.
    package static let pageBytes = 8 * 1_024 * 1_024

    package enum Order: String, Sendable, CaseIterable {
        case newest, oldest
    }

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// A page of the entries that fit a filter. It may hold fewer than `limit`, so that it keeps to ``pageBytes``.
    ///
    /// - Parameter last: the number of the last entry of the page before; nil asks for the first page.
    /// - Returns: the entries, and whether there are more.
    package func list(
        _ filter: AuditFilter, order: Order = .newest, limit: Int, after last: Int? = nil, in tenant: TenantID
    ) throws -> (entries: [ChainedEntry], hasMore: Bool) {
        let isNewest = order == .newest
        let page: SQL = last.map { isNewest ? "AND seq < \($0)" : "AND seq > \($0)" } ?? ""
        let direction: SQL = isNewest ? "DESC" : "ASC"
        let bounds = try filter.bounds(in: tenant, database)
        let sizes = try database.query(
            """
            SELECT seq, COALESCE(OCTET_LENGTH(state_before), 0) + COALESCE(OCTET_LENGTH(state_after), 0) AS size
            FROM audit_log WHERE tenant_id = \(tenant) \(sql: page) AND \(sql: bounds) AND \(sql: filter.condition)
            ORDER BY seq \(sql: direction) LIMIT \(limit + 1)
            """
        ).map { (seq: try $0.get("seq", as: Int.self), size: try $0.get("size", as: Int.self)) }
        var bytes = 0
        let fitting = sizes.prefix(limit).prefix { entry in
            bytes += entry.size
            return bytes <= Self.pageBytes || bytes == entry.size
        }
        guard !fitting.isEmpty else { return ([], false) }
        let entries = try database.query(
            """
            SELECT \(sql: AuditEntry.columns), seq, previous_hash, hash FROM audit_log
            WHERE tenant_id = \(tenant) AND seq IN \(list: fitting.map(\.seq)) ORDER BY seq \(sql: direction)
            """
        ).map { try ChainedEntry($0) }
        return (entries, fitting.count < sizes.count)
    }

    /// Where the tenant's chain ends and begins.
    package func chain(of tenant: TenantID) throws -> AuditChain {
        try database.first("SELECT \(sql: AuditChain.columns) FROM audit_chains WHERE tenant_id = \(tenant)")
            .map { try AuditChain($0) } ?? .empty
    }
}
