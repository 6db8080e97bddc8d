internal import Database
internal import Identity

/// The next runs of a tenant, through which an export goes for the rows that belong to them.
struct ExportedRuns {
    /// How many at a time.
    static let limit = 500

    private let versions: [SQLValue: [UInt8]]
    /// In their order.
    let ids: [SQLValue]
    /// The last one, where others follow.
    let last: SQLValue?

    /// - Parameter first: the run in the rows of which a page ended; nil: from the start.
    init(of tenant: TenantID, from first: SQLValue?, _ database: Database) throws(DatabaseError) {
        let start: SQL = first.map { "AND id >= \($0)" } ?? ""
        let rows = try database.query(
            """
            SELECT id, workflow_version_id FROM runs WHERE tenant_id = \(tenant) \(sql: start)
            ORDER BY id LIMIT \(Self.limit)
            """)
        var versions: [SQLValue: [UInt8]] = [:]
        var ids: [SQLValue] = []
        for row in rows {
            let id: SQLValue = try row.get("id")
            ids.append(id)
            versions[id] = try row.get("workflow_version_id")
        }
        (self.ids, self.versions) = (ids, versions)
        // The one that comes again is looked through first, and says whether others follow.
        last = rows.count == Self.limit ? ids.last : nil
    }

    /// The version of the workflow whose run a row belongs to.
    func version(of row: Row) throws(DatabaseError) -> [UInt8]? {
        versions[try row.get("run_id")]
    }
}
