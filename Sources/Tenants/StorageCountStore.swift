package import Database
package import Identity

/// Counts what tenants keep: the values of their runs — inputs, outputs, errors, those of tasks, the journal — and the documents that
/// they have deployed, with what these use from elsewhere.
///
/// A run that has ended changes no more, so it is measured once (`run_sizes`), and its size is taken off when it is deleted. Runs that
/// have not ended are measured each time. So what is read is what is new, and nothing that runs is locked.
///
/// Several programs may do it at once. All methods throw `DatabaseError`.
package struct StorageCountStore {
    /// Runs that one statement measures.
    static let runLimit = 100
    /// Ended runs that are looked at together.
    static let pageLimit = 1_000
    /// Commits may come as much later than the end of a run that they write.
    static let lateness = Duration.seconds(60)

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Whether some tenant has a quota of its own.
    package func isWanted() throws -> Bool {
        try database.first("SELECT 1 AS found FROM tenants WHERE stored_bytes IS NOT NULL LIMIT 1") != nil
    }

    /// Where to go on with ended runs.
    package struct Place: Sendable, Hashable {
        fileprivate var endedAt: Timestamp
        fileprivate var tenant: TenantID?
        fileprivate var run: RunKey?

        /// Before the first one.
        package static let start = Place(endedAt: Timestamp(microseconds: 0), tenant: nil, run: nil)
    }

    /// Names a run.
    package typealias RunKey = Identifier<RunKind>
    package enum RunKind {}

    /// Measures runs that have ended, in the order of their ends, those that were measured left out, and those of tenants that are to be
    /// deleted: what is written behind the deletion would stay.
    ///
    /// - Returns: where to go on, and whether all that have ended were looked at.
    package func countEnded(from place: Place) throws -> (Place, isDone: Bool) {
        let started: Timestamp = try database.query("SELECT UTC_TIMESTAMP(6) AS now")[0].get("now")
        let rest: SQL =
            place.tenant.map { tenant in
                """
                AND (r.ended_at > \(place.endedAt) OR r.tenant_id > \(tenant)
                    OR (r.tenant_id = \(tenant) AND r.id > \(place.run)))
                """
            } ?? ""
        let page = try database.query(
            """
            SELECT r.tenant_id AS tenant_id, r.id AS id, r.ended_at AS ended_at, s.run_id IS NOT NULL OR t.id IS NULL AS is_known
            FROM runs r LEFT JOIN run_sizes s ON s.run_id = r.id
                LEFT JOIN tenants t ON t.id = r.tenant_id AND t.delete_at IS NULL
            WHERE r.ended_at >= \(place.endedAt) \(sql: rest)
            ORDER BY r.ended_at, r.tenant_id, r.id LIMIT \(Self.pageLimit)
            """)
        var unknown: [(RunKey, TenantID)] = []
        for row in page where try !row.get("is_known", as: Bool.self) {
            unknown.append((try row.get("id"), try row.get("tenant_id")))
        }
        while !unknown.isEmpty {
            try measure(Array(unknown.prefix(Self.runLimit)))
            unknown.removeFirst(min(Self.runLimit, unknown.count))
        }
        if page.count == Self.pageLimit, let last = page.last {
            return (
                Place(endedAt: try last.get("ended_at"), tenant: try last.get("tenant_id"), run: try last.get("id")),
                false
            )
        }
        // Some more of before may be committed yet.
        return (Place(endedAt: started + (.zero - Self.lateness), tenant: nil, run: nil), true)
    }

    private func measure(_ runs: [(id: RunKey, tenant: TenantID)]) throws {
        try database.transaction { database in
            let ids = runs.map(\.id)
            // The rows come first: they hold off whoever measures or deletes the same runs. What is read next sees what those did.
            let rows = runs.map { "(\($0.id), \($0.tenant), 0)" as SQL }
            try database.execute(
                "INSERT IGNORE INTO run_sizes (run_id, tenant_id, bytes) VALUES \(sql: rows.joined(separator: ", "))")
            let known = try database.query(
                "SELECT run_id, bytes FROM run_sizes WHERE run_id IN \(list: ids) FOR UPDATE")
            var before: [RunKey: Int] = [:]
            for row in known { before[try row.get("run_id")] = try row.get("bytes") }
            var (added, gone): ([TenantID: Int], [RunKey]) = ([:], ids)
            let sizes = try database.query(
                "SELECT r.tenant_id AS tenant_id, r.id AS id, \(sql: Self.bytes) AS bytes FROM runs r WHERE r.id IN \(list: ids)"
            )
            for row in sizes {
                let (id, tenant): (RunKey, TenantID) = (try row.get("id"), try row.get("tenant_id"))
                let bytes: Int = try row.get("bytes")
                gone.removeAll { $0 == id }
                try database.execute(
                    "UPDATE run_sizes SET bytes = \(bytes) WHERE tenant_id = \(tenant) AND run_id = \(id)")
                added[tenant, default: 0] += bytes - (before[id] ?? 0)
            }
            try database.execute("DELETE FROM run_sizes WHERE run_id IN \(list: gone)")
            for (tenant, bytes) in added.sorted(by: { $0.key < $1.key }) {
                try database.execute(
                    """
                    INSERT INTO tenant_storage (tenant_id, run_bytes, counted_at) VALUES (\(tenant), \(bytes), UTC_TIMESTAMP(6))
                    ON DUPLICATE KEY UPDATE run_bytes = run_bytes + VALUES(run_bytes)
                    """)
            }
        }
    }

    /// The tenants that are not to be deleted, in the order of their ids.
    package func tenants(after last: TenantID?, limit: Int) throws -> [TenantID] {
        let rest: SQL = last.map { "AND id > \($0)" } ?? ""
        return try database.query(
            "SELECT id FROM tenants WHERE delete_at IS NULL \(sql: rest) ORDER BY id LIMIT \(limit)"
        ).map {
            try $0.get("id")
        }
    }

    /// Counts what a tenant keeps beside the runs that have ended.
    ///
    /// - Parameter isWanted: asked now and then; false ends the work.
    package func countRest(of tenant: TenantID, while isWanted: () -> Bool = { true }) throws {
        guard let open = try openBytes(of: tenant, while: isWanted) else { return }
        let (documents, count) = try documents(of: tenant)
        try database.execute(
            """
            INSERT INTO tenant_storage (tenant_id, open_bytes, document_bytes, document_count, counted_at)
            VALUES (\(tenant), \(open), \(documents), \(count), UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE open_bytes = VALUES(open_bytes), document_bytes = VALUES(document_bytes),
                document_count = VALUES(document_count), counted_at = VALUES(counted_at)
            """)
    }

    private func openBytes(of tenant: TenantID, while isWanted: () -> Bool) throws -> Int? {
        var bytes = 0
        for status in ["pending", "running", "waiting", "suspended"] {
            var last: RunKey?
            while true {
                guard isWanted() else { return nil }
                let rest: SQL = last.map { "AND r.id > \($0)" } ?? ""
                let rows = try database.query(
                    """
                    SELECT r.id AS id, \(sql: Self.bytes) AS bytes FROM runs r
                    WHERE r.tenant_id = \(tenant) AND r.status = \(status) \(sql: rest)
                    ORDER BY r.id LIMIT \(Self.runLimit)
                    """)
                for row in rows { bytes += try row.get("bytes", as: Int.self) }
                guard rows.count == Self.runLimit else { break }
                last = try rows.last?.get("id")
            }
        }
        return bytes
    }

    /// Versions never change, and none goes while its tenant is there: they are read where there are others than were counted.
    private func documents(of tenant: TenantID) throws -> (bytes: Int, count: Int) {
        let row = try database.first(
            "SELECT document_bytes, document_count FROM tenant_storage WHERE tenant_id = \(tenant)")
        let count: Int = try database.query(
            "SELECT COUNT(*) AS count FROM workflow_versions WHERE tenant_id = \(tenant)")[0].get("count")
        if let row, try row.get("document_count") == count { return (try row.get("document_bytes"), count) }
        // Both in one look: versions may be added between two.
        let all = try database.query(
            """
            SELECT COUNT(*) AS count, CAST(COALESCE(SUM(OCTET_LENGTH(v.source) + COALESCE((
                    SELECT SUM(OCTET_LENGTH(u.text)) FROM workflow_resources u
                    WHERE u.tenant_id = \(tenant) AND u.workflow_version_id = v.id), 0)), 0) AS SIGNED) AS bytes
            FROM workflow_versions v WHERE v.tenant_id = \(tenant)
            """)[0]
        return (try all.get("bytes"), try all.get("count"))
    }

    /// What the values of a run `r` take. Sizes that stand beside the values save reading these.
    private static let bytes: SQL = """
        CAST(COALESCE(r.input_bytes, OCTET_LENGTH(r.input)) + COALESCE(OCTET_LENGTH(r.output), 0)
            + COALESCE(OCTET_LENGTH(r.error), 0)
            + COALESCE((SELECT SUM(COALESCE(t.value_bytes, COALESCE(OCTET_LENGTH(t.input), 0) + COALESCE(OCTET_LENGTH(t.output), 0)
                + COALESCE(OCTET_LENGTH(t.error), 0) + COALESCE(OCTET_LENGTH(t.detail), 0)))
                FROM run_tasks t WHERE t.run_id = r.id), 0)
            + COALESCE((SELECT SUM(OCTET_LENGTH(j.entry)) FROM journal j WHERE j.run_id = r.id), 0)
            + COALESCE((SELECT SUM(OCTET_LENGTH(p.state)) FROM run_snapshots p WHERE p.run_id = r.id), 0)
            + COALESCE((SELECT SUM(OCTET_LENGTH(i.payload)) FROM run_inbox i WHERE i.run_id = r.id), 0) AS SIGNED)
        """
}
