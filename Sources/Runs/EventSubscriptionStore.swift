package import Database
package import Identity

/// Which tasks of a tenant wait for which events. Written in the transaction in which a run begins to listen, stops, or ends.
///
/// All methods throw `DatabaseError`.
package struct EventSubscriptionStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Adds subscriptions; those that are there already, from before a replay, stay.
    package func insert(_ subscriptions: [EventSubscription], in tenant: TenantID) throws {
        try subscriptions.inStatementChunks { chunk in
            let rows = chunk.map {
                "(\(tenant), \($0.run), \($0.ordinal), \($0.filter), \($0.type), \($0.source))" as SQL
            }.joined(separator: ", ")
            try database.execute(
                "INSERT INTO event_subscriptions (tenant_id, run_id, ordinal, filter_no, type, source) VALUES " + rows
                    + " ON DUPLICATE KEY UPDATE type = VALUES(type), source = VALUES(source)")
        }
    }

    /// Ends those of one task.
    package func end(_ listener: Listener, in tenant: TenantID) throws {
        try database.execute(
            """
            DELETE FROM event_subscriptions
            WHERE tenant_id = \(tenant) AND run_id = \(listener.run) AND ordinal = \(listener.ordinal)
            """)
    }

    /// Ends all those of a run.
    package func endAll(of run: RunID, in tenant: TenantID) throws {
        try database.execute("DELETE FROM event_subscriptions WHERE tenant_id = \(tenant) AND run_id = \(run)")
    }

    /// The tasks that an event may be for, in order, the first `limit` after `last`.
    package func listeners(
        toType type: String, source: String, limit: Int, after last: Listener? = nil, in tenant: TenantID
    ) throws -> [Listener] {
        let page: SQL =
            last.map { "AND (run_id > \($0.run) OR run_id = \($0.run) AND ordinal > \($0.ordinal))" } ?? ""
        // Four searches, each in the order of the index: with OR it would be all rows, sorted.
        let types: [SQL] = ["type = \(type)", "type IS NULL"]
        let sources: [SQL] = ["source = \(source)", "source IS NULL"]
        let searches = types.flatMap { type in
            sources.map { source in
                """
                (SELECT DISTINCT run_id, ordinal FROM event_subscriptions
                WHERE tenant_id = \(tenant) AND \(sql: type) AND \(sql: source) \(sql: page)
                ORDER BY run_id, ordinal LIMIT \(limit))
                """ as SQL
            }
        }
        return try database.query(
            searches.joined(separator: " UNION ") + " ORDER BY run_id, ordinal LIMIT \(limit)"
        ).map { Listener(run: try $0.get("run_id"), ordinal: try $0.get("ordinal")) }
    }
}
