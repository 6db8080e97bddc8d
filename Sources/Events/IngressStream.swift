import CloudEvents
package import Identity
package import Redis

/// The streams of Redis into which producers of a tenant put events: `XADD intelligentic:ingress:TENANT-ID * event JSON`.
///
/// What stands in a stream is nowhere else yet, so it is removed only when it is in the table. A crash between the two repeats
/// an event that changes nothing.
package struct IngressStream {
    /// Before the tenant's id.
    package static let keyPrefix = "intelligentic:ingress:"
    /// The same for what was refused.
    package static let refusedPrefix = "intelligentic:ingress-refused:"
    /// The field with the CloudEvent.
    package static let field = "event"
    /// How many entries of a stream are read at a time.
    package static let entryLimit = 20
    /// About how many refused entries are kept of a tenant, and how many bytes of each.
    package static let refusedLimit = 100
    static let refusedByteLimit = 4_096
    /// How many entries wait in the stream of a tenant that is not active; what comes after them is refused.
    package static let waitingLimit = 1_000

    private let redis: Redis

    package init(_ redis: Redis) {
        self.redis = redis
    }

    /// The oldest entries of these tenants' streams.
    ///
    /// - Parameter wait: how long to wait for a first entry.
    package func read(
        _ tenants: [TenantID], wait: Duration
    ) throws(RedisError) -> [(tenant: TenantID, entries: [RedisStreamEntry])] {
        guard !tenants.isEmpty else { return [] }
        return try redis.read(tenants.map { Self.keyPrefix + $0.description }, limit: Self.entryLimit, wait: wait)
            .compactMap { stream, entries in
                TenantID(stream.dropFirst(Self.keyPrefix.count)).map { ($0, entries) }
            }
    }

    /// Refuses what waits beyond ``waitingLimit`` in the stream of a tenant that is not active: the latest entries, a few at a
    /// time. Several workers that do it at once may refuse a few more.
    ///
    /// - Returns: how many were refused.
    package func refuseExcess(of tenant: TenantID) throws(RedisError) -> Int {
        let key = Self.keyPrefix + tenant.description
        let excess = try redis.length(of: key) - Self.waitingLimit
        guard excess > 0 else { return 0 }
        let entries = try redis.latest(of: key, limit: min(excess, Self.entryLimit))
        for entry in entries.reversed() { try refuse(entry, because: Self.waitingReason, of: tenant) }
        return entries.count
    }

    private static let waitingReason =
        "the tenant is suspended or to be deleted, and \(waitingLimit) events wait already: send it again when it is active"

    /// Ends the care for entries that are in the table.
    package func remove(_ ids: [String], of tenant: TenantID) throws(RedisError) {
        try redis.remove(ids, from: Self.keyPrefix + tenant.description)
    }

    /// Puts an entry aside that is no event, with the reason, for the producer to look at.
    package func refuse(_ entry: RedisStreamEntry, because reason: String, of tenant: TenantID) throws(RedisError) {
        let event = (entry[Self.field] ?? []).prefix(Self.refusedByteLimit)
        try redis.append(
            to: Self.refusedPrefix + tenant.description,
            [
                ("id", RedisArgument(entry.id)), ("reason", RedisArgument(reason)),
                (Self.field, RedisArgument(Array(event))),
            ], maximumLength: Self.refusedLimit)
        try remove([entry.id], of: tenant)
    }
}
