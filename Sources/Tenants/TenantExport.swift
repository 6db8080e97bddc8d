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

    /// How often a page looks for rows: many runs, or many tables, may have none.
    static let lookLimit = 64

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

    /// What is shown of a run's payload that nothing was masked in, by the id of its workflow's version.
    package typealias Showing = (RawPayload, _ version: [UInt8]) throws -> JSON

    /// - Parameters:
    ///   - limit: the most rows.
    ///   - cursor: of the page before; nil: the first one.
    ///   - grants: tables that these do not permit to read in all of the tenant are left out, and payloads are null.
    ///   - show: whether and how payloads with which runs go on are shown.
    package func page(
        of tenant: TenantID, limit: Int = rowLimit, after cursor: TenantExportCursor? = nil, permitting grants: Grants,
        showing show: @escaping Showing
    ) throws -> Page {
        let tables = TenantTable.all.filter { table in table.permission.map { grants.allows($0) } ?? false }
        // The cursor's table may be one that is not permitted any more: the export goes on behind it.
        let left = cursor.map { cursor in Set(TenantTable.all.drop { $0.name != cursor.table }.map(\.name)) }
        var rest = tables.filter { left?.contains($0.name) ?? true }[...]
        let isInside = cursor.map { $0.table == rest.first?.name } ?? false
        var (page, last, bytes) = (Page(), isInside ? cursor?.last ?? [] : [], 0)
        let isOpen = grants.allows(Permission(.read, .payloads))
        var looks = 0
        while let table = rest.first {
            let room = limit - page.items.count
            guard room > 0, bytes < Self.byteLimit, looks < Self.lookLimit else {
                page.next = TenantExportCursor(table: table.name, last: last)
                break
            }
            looks += 1
            let runs = table.finding == .byRun ? try ExportedRuns(of: tenant, from: last.first, database) : nil
            let sizes = try sizes(of: table, in: tenant, runs, after: last, limit: room + 1)
            let count = Self.fitting(sizes.prefix(room), in: Self.byteLimit - bytes, isFirst: page.items.isEmpty)
            if count > 0 {
                let rows = try rows(of: table, in: tenant, runs, after: last, limit: count)
                for row in rows {
                    let version =
                        try runs?.version(of: row) ?? (table.finding == .asRuns ? row.get("workflow_version_id") : [])
                    page.items.append(try table.item(row, showing: isOpen ? { try show($0, version) } : nil))
                }
                bytes += sizes.prefix(count).reduce(0, +)
                if let row = rows.last { last = try table.place(of: row) }
            }
            if count < sizes.count {
                page.next = TenantExportCursor(table: table.name, last: last)
                break
            }
            if let next = runs?.last {
                last = [next]
            } else {
                rest = rest.dropFirst()
                last = []
            }
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
        of table: TenantTable, in tenant: TenantID, _ runs: ExportedRuns?, after last: [SQLValue], limit: Int
    ) throws -> [Int] {
        if let runs, runs.ids.isEmpty { return [] }
        let size = table.columns.map { "COALESCE(OCTET_LENGTH(\(sql: table.column($0))), 0)" as SQL }.joined(
            separator: " + ")
        return try database.query(
            "SELECT \(sql: size) AS size \(sql: table.selection(of: tenant, in: runs?.ids, after: last, limit: limit))"
        ).map { try $0.get("size") }
    }

    private func rows(
        of table: TenantTable, in tenant: TenantID, _ runs: ExportedRuns?, after last: [SQLValue], limit: Int
    ) throws -> [Row] {
        let columns = (table.columns.map(table.column) + table.others).joined(separator: ", ")
        return try database.query(
            "SELECT \(sql: columns) \(sql: table.selection(of: tenant, in: runs?.ids, after: last, limit: limit))")
    }
}
