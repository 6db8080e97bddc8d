package import Database
package import Identity
package import JSON

/// Reads all that a tenant has, page by page, in the order of ``TenantTable/all``. What changes meanwhile is in it or not.
///
/// All methods throw `DatabaseError`.
package struct TenantExport {
    /// The most rows of a page.
    package static let rowLimit = 500
    /// The most bytes of values on a page, if it is not one row alone.
    package static let byteLimit = 4 * 1_024 * 1_024

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// A part of an export.
    package struct Page: Sendable {
        /// `{table, row}`.
        package var items: [JSON] = []
        /// Nil: it was the last one.
        package internal(set) var next: TenantExportCursor?
    }

    /// What somebody with these permissions does not get.
    package static func leftOut(for grants: Grants) -> (tables: [String], payloads: Bool) {
        let tables = TenantTable.all.filter { table in table.permission.map { !grants.allows($0) } ?? false }
        return (tables.map(\.name), !grants.allows(Permission(.read, .payloads)))
    }

    /// - Parameters:
    ///   - limit: the most rows.
    ///   - cursor: of the page before; nil: the first one.
    ///   - grants: tables that these do not permit to read in all of the tenant are left out, and payloads are null.
    package func page(
        of tenant: TenantID, limit: Int = rowLimit, after cursor: TenantExportCursor? = nil, permitting grants: Grants
    ) throws -> Page {
        let tables = TenantTable.all.filter { table in table.permission.map { grants.allows($0) } ?? false }
        // The cursor's table may be one that is not permitted any more: the export goes on behind it.
        let left = cursor.map { cursor in Set(TenantTable.all.drop { $0.name != cursor.table }.map(\.name)) }
        var rest = tables.filter { left?.contains($0.name) ?? true }[...]
        let isInside = cursor.map { $0.table == rest.first?.name } ?? false
        var (page, last, bytes) = (Page(), isInside ? cursor?.last ?? [] : [], 0)
        while let table = rest.first {
            let room = limit - page.items.count
            guard room > 0, bytes < Self.byteLimit else {
                page.next = TenantExportCursor(table: table.name, last: last)
                break
            }
            let sizes = try sizes(of: table, in: tenant, after: last, limit: room + 1)
            let count = Self.fitting(sizes.prefix(room), in: Self.byteLimit - bytes, isFirst: page.items.isEmpty)
            if count > 0 {
                let rows = try rows(of: table, in: tenant, after: last, limit: count)
                page.items += try rows.map {
                    try table.item($0, withPayloads: grants.allows(Permission(.read, .payloads)))
                }
                bytes += sizes.prefix(count).reduce(0, +)
                if let row = rows.last { last = try table.place(of: row) }
            }
            if count < sizes.count {
                page.next = TenantExportCursor(table: table.name, last: last)
                break
            }
            rest = rest.dropFirst()
            last = []
        }
        return page
    }

    /// How many rows fit; one does in any case, where the page has none.
    private static func fitting(_ sizes: ArraySlice<Int>, in room: Int, isFirst: Bool) -> Int {
        var (count, sum) = (0, 0)
        for size in sizes {
            sum += size
            if sum > room, !(isFirst && count == 0) { break }
            count += 1
        }
        return count
    }

    /// How many bytes the next rows have: so that no page is read that has no place in memory.
    private func sizes(
        of table: TenantTable, in tenant: TenantID, after last: [SQLValue], limit: Int
    ) throws -> [Int] {
        let size = table.columns.map { "COALESCE(OCTET_LENGTH(\(sql: table.column($0))), 0)" as SQL }.joined(
            separator: " + ")
        return try database.query(
            "SELECT \(sql: size) AS size \(sql: table.selection(of: tenant, after: last, limit: limit))"
        ).map { try $0.get("size") }
    }

    private func rows(
        of table: TenantTable, in tenant: TenantID, after last: [SQLValue], limit: Int
    ) throws -> [Row] {
        let columns = (table.columns.map(table.column) + table.others).joined(separator: ", ")
        return try database.query(
            "SELECT \(sql: columns) \(sql: table.selection(of: tenant, after: last, limit: limit))")
    }
}
