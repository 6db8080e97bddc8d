package import Database
package import Identity

/// What runs used of models.
package struct UsageStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Adds a record with its cost: tokens times the price of 1,000,000, rounded half up to nine decimals.
    package func record(_ record: UsageRecord) throws {
        try database.execute(
            """
            INSERT INTO usage_records (run_id, seq, tenant_id, task_ordinal, model, input_tokens, output_tokens, cost,
            price_id, created_at) VALUES (\(record.run), \(record.seq), \(record.tenant), \(record.taskOrdinal),
            \(record.model), \(record.inputTokens), \(record.outputTokens), (
                SELECT ROUND((\(record.inputTokens) * p.input_price + \(record.outputTokens) * p.output_price) / 1000000, 9)
                FROM model_prices p WHERE p.id = \(record.price?.id)
            ), \(record.price?.id), \(record.at))
            """)
    }

    /// What the run `r` of a query has cost until now, or NULL; what had no price is not in it.
    package static let costOfRun: SQL = """
        (SELECT SUM(u.cost) FROM usage_records u WHERE u.run_id = r.id AND u.tenant_id = r.tenant_id)
        """

    /// What tasks of a run used, by the ordinal of the task.
    ///
    /// - Parameter ordinals: of the tasks that are asked for.
    package func usage<Run>(
        of run: Identifier<Run>, tasks ordinals: ClosedRange<Int>, in tenant: TenantID
    ) throws -> [Int: Usage] {
        let rows = try database.query(
            """
            SELECT task_ordinal, MAX(model) AS model, SUM(input_tokens) AS input_tokens,
            SUM(output_tokens) AS output_tokens, SUM(cost) AS cost FROM usage_records
            WHERE run_id = \(run) AND tenant_id = \(tenant)
            AND task_ordinal BETWEEN \(ordinals.lowerBound) AND \(ordinals.upperBound) GROUP BY task_ordinal
            """)
        return try rows.reduce(into: [:]) { usages, row in
            usages[try row.get("task_ordinal")] = Usage(
                model: try row.get("model"), inputTokens: try row.get("input_tokens"),
                outputTokens: try row.get("output_tokens"), cost: try row.optional("cost"))
        }
    }
}
