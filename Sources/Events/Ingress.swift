import CloudEvents
package import Database
package import Identity
package import Redis

/// Moves events from the streams of producers into the table.
///
/// Any number of workers may do this at once: an event that two of them move is there once.
package struct Ingress {
    /// About how many bytes of events one transaction stores.
    static let byteLimit = 1_048_576

    private let stream: IngressStream
    private let events: EventStore

    package init(redis: Redis, database: Database) {
        stream = IngressStream(redis)
        events = EventStore(database: database)
    }

    /// What one look found.
    package struct Outcome: Sendable {
        package internal(set) var moved = 0
        /// Entries that were no events; they are put aside.
        package internal(set) var refused = 0
    }

    /// Moves what stands in the streams of these tenants, up to a limit for each of them.
    ///
    /// - Parameter wait: how long to wait for a first entry.
    /// - Throws: `RedisError`, `DatabaseError`: what was not moved stays where it is.
    package func move(for tenants: [TenantID], wait: Duration) throws -> Outcome {
        var outcome = Outcome()
        for (tenant, entries) in try stream.read(tenants, wait: wait) {
            var batch = Batch()
            for entry in entries {
                switch IngressEntry(entry) {
                case .refused(let reason):
                    try stream.refuse(entry, because: reason, of: tenant)
                    outcome.refused += 1
                case .event(let event, let size):
                    if batch.bytes + size > Self.byteLimit { try store(&batch, of: tenant, &outcome) }
                    batch.entries.append((entry, event))
                    batch.bytes += size
                }
            }
            try store(&batch, of: tenant, &outcome)
        }
        return outcome
    }

    /// How often excess is refused, all streams together, at a time: events of active tenants wait meanwhile.
    package static let excessLooks = 50

    /// Bounds what waits in the streams of tenants that are not active.
    ///
    /// - Parameter last: the tenant behind which to begin; then the one at which the looks were used up. Nil: all were looked at.
    /// - Returns: how many entries were refused.
    package func bound(
        _ tenants: [TenantID], after last: inout TenantID?, while isWanted: () -> Bool = { true }
    ) throws -> Int {
        let start = tenants.firstIndex { $0 == last }.map { $0 + 1 } ?? 0
        last = nil
        var (refused, looks) = (0, 0)
        for tenant in tenants[start...] + tenants[..<start] {
            while isWanted() {
                let count = try stream.refuseExcess(of: tenant)
                if count == 0 { break }
                refused += count
                looks += 1
                if looks == Self.excessLooks {
                    last = tenant
                    return refused
                }
            }
        }
        return refused
    }

    private struct Batch {
        var entries: [(entry: RedisStreamEntry, event: CloudEvent)] = []
        var bytes = 0
    }

    private func store(_ batch: inout Batch, of tenant: TenantID, _ outcome: inout Outcome) throws {
        guard !batch.entries.isEmpty else { return }
        do {
            _ = try events.receive(batch.entries.map(\.event), in: tenant)
            try stream.remove(batch.entries.map(\.entry.id), of: tenant)
            outcome.moved += batch.entries.count
        } catch let error as EventTooLarge {
            // One of them grew on the way: it must not hold up the others.
            if batch.entries.count == 1 {
                try stream.refuse(batch.entries[0].entry, because: "\(error)", of: tenant)
                outcome.refused += 1
            } else {
                for entry in batch.entries {
                    var single = Batch(entries: [entry])
                    try store(&single, of: tenant, &outcome)
                }
            }
        }
        batch = Batch()
    }
}
