import Database
package import Identity
import JSON

extension RunStore {
    /// How many of the things that a run waits for are told.
    package static let waitLimit = 20

    /// What a run waits for, in the order in which it began to, up to ``waitLimit``: tasks that are blocked, not those around
    /// them.
    ///
    /// - Returns: also how many there are.
    package func waits(of run: RunID, in tenant: TenantID) throws -> (waits: [RunWait], total: Int) {
        let rows = try database.query(
            """
            SELECT t.reference AS reference, t.name AS name, t.attempt AS attempt, t.started_at AS started_at,
            t.detail AS detail, c.id AS child_run, COUNT(*) OVER () AS total
            FROM run_tasks t \(sql: Self.joinChildren)
            WHERE t.run_id = \(run) AND t.tenant_id = \(tenant) AND t.ended_at IS NULL
            AND t.status IN ('running', 'waiting') AND t.detail IS NOT NULL AND (
                JSON_EXISTS(t.detail, '$.timer') OR JSON_EXISTS(t.detail, '$.listen') OR JSON_EXISTS(t.detail, '$.http')
                OR JSON_EXISTS(t.detail, '$.openapi') OR JSON_EXISTS(t.detail, '$.agent')
                OR JSON_EXISTS(t.detail, '$.process') OR JSON_EXISTS(t.detail, '$.workflow')
                OR JSON_VALUE(t.detail, '$.try.retryAt') > DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%fZ'))
            ORDER BY t.ordinal LIMIT \(Self.waitLimit)
            """)
        return (try rows.map(RunWait.init), try rows.first?.get("total", as: Int.self) ?? 0)
    }
}

extension RunWait {
    fileprivate init(_ row: Row) throws {
        self.init(
            reference: try row.get("reference"), name: try row.get("name"), attempt: try row.get("attempt"),
            since: try row.get("started_at"), detail: try row.json("detail") ?? [:],
            childRun: try row.optional("child_run"))
    }
}
