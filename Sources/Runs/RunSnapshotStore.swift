package import Database
package import Identity
package import JSON

/// Where the interpretation of a run stood after part of its journal.
package struct RunSnapshot: Sendable {
    /// The seq of the first journal line that is not in it.
    package let seq: Int
    /// The version of the state's form; what it means is the engine's business.
    package let format: Int
    package let state: JSON

    package init(seq: Int, format: Int, state: JSON) {
        self.seq = seq
        self.format = format
        self.state = state
    }
}

/// The latest snapshot of each run that has one.
///
/// All methods throw `DatabaseError`.
package struct RunSnapshotStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    package func find(_ run: RunID, in tenant: TenantID) throws -> RunSnapshot? {
        try database.first(
            "SELECT seq, format, state FROM run_snapshots WHERE run_id = \(run) AND tenant_id = \(tenant)"
        ).map { row in
            RunSnapshot(
                seq: try row.get("seq"), format: try row.get("format"),
                state: try JSON(parsing: row.get("state", as: String.self)))
        }
    }

    /// Puts a snapshot in the place of the one before: in the transaction of the worker that took it.
    func put(_ snapshot: RunSnapshot, of run: RunID, in tenant: TenantID) throws {
        try database.execute(
            """
            INSERT INTO run_snapshots (run_id, tenant_id, seq, format, state)
            VALUES (\(run), \(tenant), \(snapshot.seq), \(snapshot.format), \(snapshot.state.text))
            ON DUPLICATE KEY UPDATE seq = VALUES(seq), format = VALUES(format), state = VALUES(state)
            """)
    }

    /// A run that has ended needs none.
    func delete(_ run: RunID, in tenant: TenantID) throws {
        try database.execute("DELETE FROM run_snapshots WHERE run_id = \(run) AND tenant_id = \(tenant)")
    }
}
