import Database
package import Identity

/// Holds tenants to their number of runs that begin on a day (UTC). Used by one thread.
///
/// Nothing is kept in a counter: the ids of runs begin with their time, so those of a day lie together. Counting takes as long as there
/// are such runs, so it is not done at every start: a count that leaves room lets some more runs in uncounted, as with
/// ``RunAllowance``.
package final class RunQuota {
    /// After so long a count is not believed any more.
    static let validity = Duration.seconds(10)
    /// How many tenants are remembered.
    static let tenantLimit = 1_000
    /// Runs a day that an operator may permit.
    package static let range = 1...100_000_000

    private struct Room {
        var left: Int
        let counted: ContinuousClock.Instant
        let end: Timestamp
    }

    private var rooms: [TenantID: Room] = [:]
    private let standard: Int?
    private let now: () -> Timestamp

    /// - Parameter standard: what tenants have for whom the operator says no other number; nil: no limit.
    package init(standard: Int? = nil, now: @escaping () -> Timestamp = { .now }) {
        self.standard = standard
        self.now = now
    }

    /// - Throws: ``RunQuotaExceeded``, `DatabaseError`.
    func take(of tenant: TenantID, _ database: Database) throws {
        let time = now()
        if let room = rooms[tenant], room.left > 0, time < room.end, .now - room.counted < Self.validity {
            rooms[tenant]?.left -= 1
            return
        }
        if rooms.count >= Self.tenantLimit { rooms = [:] }
        guard let limit = try limit(of: tenant, database) else {
            rooms[tenant] = Room(left: .max, counted: .now, end: time.nextDay)
            return
        }
        let used = try Self.count(of: tenant, at: time, upTo: limit, database)
        guard used < limit else { throw RunQuotaExceeded(limit: limit, until: time.nextDay) }
        rooms[tenant] = Room(
            left: (limit - used) / RunAllowance.sharing, counted: .now, end: time.nextDay)
    }

    /// What a tenant has had of its runs today.
    package struct Standing: Sendable, Hashable {
        /// At most ``limit``, if there is one.
        package let used: Int
        /// Nil: there is no limit.
        package let limit: Int?
        /// When the next day begins.
        package let until: Timestamp
    }

    /// - Parameter most: where there is no limit, no more are counted.
    func standing(of tenant: TenantID, countingUpTo most: Int, _ database: Database) throws -> Standing {
        let (time, limit) = (now(), try limit(of: tenant, database))
        return Standing(
            used: try Self.count(of: tenant, at: time, upTo: limit ?? most, database), limit: limit,
            until: time.nextDay)
    }

    private func limit(of tenant: TenantID, _ database: Database) throws -> Int? {
        try database.first("SELECT runs_per_day FROM tenants WHERE id = \(tenant)")?.optional("runs_per_day")
            ?? standard
    }

    private static func count(
        of tenant: TenantID, at time: Timestamp, upTo limit: Int, _ database: Database
    ) throws -> Int {
        try database.query(
            """
            SELECT COUNT(*) AS count FROM (
                SELECT 1 FROM runs WHERE tenant_id = \(tenant) AND id >= \(RunID(first: time.nextDay + .seconds(-86_400))) LIMIT \(limit)
            ) AS today
            """
        )[0].get("count")
    }

}

/// The tenant has begun as many runs today as it may.
package struct RunQuotaExceeded: Error, Sendable, Hashable {
    package let limit: Int
    /// When it may begin the next one.
    package let until: Timestamp
}
