import Database
package import Identity

extension RunStore {
    /// How many runs one statement of ``ended(among:)`` asks for: few lengths, so that few statements are prepared.
    static let endChunkSizes = [256, 64, 16, 4, 1]

    /// Which of these runs, of any tenants, have ended.
    package func ended(among runs: [(tenant: TenantID, run: RunID)]) throws -> [RunID] {
        var ended: [RunID] = []
        var rest = runs[...]
        while !rest.isEmpty {
            let size = Self.endChunkSizes.first { $0 <= rest.count } ?? 1
            let chunk = rest.prefix(size)
            rest = rest.dropFirst(size)
            let rows = try database.query(
                """
                SELECT tenant_id, id FROM runs
                WHERE id IN \(list: chunk.map(\.run)) AND tenant_id IN \(list: chunk.map(\.tenant))
                AND status IN ('cancelled', 'faulted', 'completed')
                """)
            for row in rows {
                let tenant = try row.get("tenant_id", as: TenantID.self)
                let run = try row.get("id", as: RunID.self)
                if chunk.contains(where: { $0 == (tenant, run) }) { ended.append(run) }
            }
        }
        return ended
    }
}
