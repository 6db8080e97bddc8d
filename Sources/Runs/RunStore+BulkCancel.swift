import Database
package import Identity
import Workflows

extension RunStore {
    /// The most runs that one call of ``cancel(matching:byWorkers:within:in:)`` cancels.
    package static let bulkCancelLimit = 1_000

    /// What came of ``cancel(matching:byWorkers:within:in:)``.
    package struct BulkCancellation: Sendable, Hashable {
        /// No worker had them: they are cancelled.
        package var cancelled: [RunID] = []
        /// Their workers cancel them as soon as they hear of this. Tell them: ``RunHints``.
        package var requested: [RunID] = []
        /// Whether there are more, for another call.
        package var hasMore = false
    }

    /// Cancels the runs that fit a filter, the oldest first: as ``cancel(_:byWorker:in:)`` does. Runs that have ended, or that somebody
    /// has cancelled before, do not count.
    ///
    /// - Parameter byWorkers: whether workers do it in any case, which tell of it.
    package func cancel(
        matching filter: RunFilter, byWorkers: Bool = false, within scope: NamespaceScope = .all,
        in tenant: TenantID
    ) throws -> BulkCancellation {
        try database.transaction { database in
            let found: [RunID] = try database.query(
                """
                SELECT r.id AS id \(sql: Self.fromRuns)
                WHERE r.tenant_id = \(tenant) AND \(sql: filter.condition) \(sql: scope.ofWorkflows)
                ORDER BY r.id LIMIT \(Self.bulkCancelLimit + 1)
                """
            ).map { try $0.get("id") }
            var outcome = BulkCancellation()
            outcome.hasMore = found.count > Self.bulkCancelLimit
            try found.prefix(Self.bulkCancelLimit).inStatementChunks { chunk in
                try cancel(Array(chunk), filter, byWorkers: byWorkers, in: tenant, &outcome)
            }
            return outcome
        }
    }

    private func cancel(
        _ runs: [RunID], _ filter: RunFilter, byWorkers: Bool, in tenant: TenantID, _ outcome: inout BulkCancellation
    ) throws {
        let now = Timestamp.now
        // Until the end of the transaction no worker can claim those that are free.
        let rows = try database.query(
            """
            SELECT r.id AS id, \(sql: Self.isFree) AS is_free
            FROM runs r WHERE r.tenant_id = \(tenant) AND r.id IN \(list: runs) AND \(sql: filter.statusCondition)
            ORDER BY r.id FOR UPDATE
            """)
        var free: [RunID] = []
        var held: [RunID] = []
        for row in rows {
            let run: RunID = try row.get("id")
            if try row.get("is_free"), !byWorkers { free.append(run) } else { held.append(run) }
        }
        if !free.isEmpty {
            _ = try end(free, at: now, in: tenant, database)
        }
        if !held.isEmpty { try requestCancel("id IN \(list: held)", by: "runs_id", at: now, in: tenant, database) }
        if !rows.isEmpty {
            try requestCancel("parent_run_id IN \(list: free + held)", by: "runs_parent", at: now, in: tenant, database)
        }
        outcome.cancelled += free
        outcome.requested += held
    }
}

extension RunFilter {
    /// Of `runs r JOIN workflow_versions v JOIN workflows w`.
    fileprivate var condition: SQL {
        var parts = [statusCondition]
        if let workflow { parts.append("w.namespace = \(workflow.namespace) AND w.name = \(workflow.name)") }
        if let version { parts.append("v.version = \(version)") }
        if let createdAfter { parts.append("r.created_at > \(createdAfter)") }
        if let createdBefore { parts.append("r.created_at < \(createdBefore)") }
        return parts.joined(separator: " AND ")
    }

    /// Runs that can still be cancelled.
    fileprivate var statusCondition: SQL {
        let open = RunStatus.allCases.filter { !$0.isFinished && statuses?.contains($0) ?? true }
        return "r.status IN \(list: open) AND r.cancel_requested_at IS NULL"
    }
}
