import Database
import Identity

/// Holds tenants to their number of runs that have not ended. Used by one thread.
///
/// Counting takes as long as there are such runs, so it is not done at every start: a count that leaves room lets some more
/// runs in uncounted.
package final class RunAllowance {
    /// The most runs of a tenant that have not ended.
    package static let limit = 10_000
    /// Of the room that a count finds, a thread uses this part before it counts again. With no more threads than this, on all
    /// hosts, the limit is never passed.
    static let sharing = 64
    /// After so long a count is not believed any more.
    static let validity = Duration.seconds(10)
    /// How many tenants are remembered.
    static let tenantLimit = 1_000

    private struct Room {
        var left: Int
        let counted: ContinuousClock.Instant
    }

    private var rooms: [TenantID: Room] = [:]
    private let limit: Int

    package init(limit: Int = RunAllowance.limit) {
        self.limit = limit
    }

    /// - Throws: ``TooManyRuns``, `DatabaseError`.
    func take(of tenant: TenantID, _ database: Database) throws {
        if let room = rooms[tenant], room.left > 0, .now - room.counted < Self.validity {
            rooms[tenant]?.left -= 1
            return
        }
        let open = try count(tenant, database)
        guard open < limit else { throw TooManyRuns() }
        if rooms.count >= Self.tenantLimit { rooms = [:] }
        rooms[tenant] = Room(left: (limit - open) / Self.sharing, counted: .now)
    }

    func count(_ tenant: TenantID, _ database: Database) throws -> Int {
        try database.query(
            """
            SELECT COUNT(*) AS count FROM (
                SELECT 1 FROM runs FORCE INDEX (runs_tenant_status) WHERE tenant_id = \(tenant)
                AND status IN ('pending', 'running', 'waiting', 'suspended') LIMIT \(limit)
            ) AS open
            """
        )[0].get("count")
    }
}

/// The tenant has as many runs that have not ended as it may: ``RunAllowance/limit``.
package struct TooManyRuns: Error, Sendable, Hashable {}
