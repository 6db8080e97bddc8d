package import CloudEvents
package import Database
import Digests
package import Identity
import JSON

/// Events as they come in.
package struct EventStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// What became of an event.
    package struct Receipt: Sendable, Hashable {
        /// Of a duplicate that of the first one.
        package let id: EventID
        /// An event with this source and id had come before: nothing was changed.
        package let isDuplicate: Bool
    }

    /// Stores events that runs may wait for. Tell the workers after the commit: ``EventHints``.
    ///
    /// - Returns: one receipt for each, in order.
    /// - Throws: ``EventTooLarge``, `DatabaseError`.
    package func receive(_ events: [CloudEvent], in tenant: TenantID) throws -> [Receipt] {
        try database.transaction { _ in try events.map { try receive($0, in: tenant) } }
    }

    private func receive(_ event: CloudEvent, in tenant: TenantID) throws -> Receipt {
        let identity = Self.identity(event)
        let text = event.json.text
        guard text.utf8.count <= CloudEventRules.sizeLimit else { throw EventTooLarge() }
        let id = EventID()
        do {
            try database.execute(
                """
                INSERT INTO events (tenant_id, id, identity, type, source, event, received_at)
                VALUES (\(tenant), \(id), \(identity), \(event.type), \(event.source), \(text),
                UTC_TIMESTAMP(6))
                """)
            return Receipt(id: id, isDuplicate: false)
        } catch {
            guard case .duplicateKey = error.kind else { throw error }
            // The transaction may be older than the other event, and must see it.
            let first = try database.first(
                "SELECT id FROM events WHERE tenant_id = \(tenant) AND identity = \(identity) LOCK IN SHARE MODE")
            guard let first else { throw error }
            return Receipt(id: try first.get("id"), isDuplicate: true)
        }
    }

    /// Source and id name an event (CloudEvents 1.0.2, section 3.1.1); together they may be longer than a key.
    private static func identity(_ event: CloudEvent) -> [UInt8] {
        SHA256.digest(Array("\(event.source.utf8.count) \(event.source) \(event.id)".utf8))
    }
}
