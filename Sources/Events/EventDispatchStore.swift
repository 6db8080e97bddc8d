package import Database
import Digests
import Identity
package import Runs

/// Brings received events to the runs that may wait for them.
///
/// Several workers may do this at once. An event that has more listeners than one transaction takes keeps its place, and goes
/// on in the next one.
package struct EventDispatchStore {
    /// How many events one transaction looks at.
    static let eventLimit = 100
    /// The most rows of an inbox that one transaction writes, and about their bytes.
    package static let rowLimit = 1_000
    static let byteLimit = 1_048_576

    private let database: Database
    private let subscriptions: EventSubscriptionStore
    private let inbox: RunInboxStore

    package init(database: Database) {
        self.database = database
        subscriptions = EventSubscriptionStore(database: database)
        inbox = RunInboxStore(database: database)
    }

    /// What one transaction did.
    package struct Dispatch: Sendable {
        /// How many events have reached all their listeners.
        package internal(set) var events = 0
        /// The runs that got something. Tell the workers: `RunHints`.
        package internal(set) var runs: [RunID] = []
        /// Whether it stopped at a limit: there is more to do at once.
        package internal(set) var hasMore = false
    }

    /// Dispatches events, the oldest first, in one transaction.
    ///
    /// - Throws: `DatabaseError`.
    package func dispatch() throws -> Dispatch {
        // A plain look: mostly there is nothing, and that should lock nothing. Nor should a search lock the place where new
        // events are inserted.
        guard try !waiting(limit: 1).isEmpty else { return Dispatch() }
        return try database.transaction { _ in
            var dispatch = Dispatch()
            var room = Room(rows: Self.rowLimit, bytes: Self.byteLimit)
            let candidates = try waiting(limit: Self.eventLimit)
            dispatch.hasMore = candidates.count == Self.eventLimit
            for key in candidates {
                guard let event = try lock(key) else { continue }
                guard try deliver(event, &room, &dispatch) else {
                    dispatch.hasMore = true
                    break
                }
                dispatch.events += 1
            }
            return dispatch
        }
    }

    /// What is left of a transaction's limits.
    private struct Room {
        var rows: Int
        var bytes: Int

        /// The rows of `size` bytes that fit; a transaction that is empty takes one in any case.
        func rows(of size: Int) -> Int {
            max(rows == EventDispatchStore.rowLimit ? 1 : 0, min(rows, bytes / max(size, 1)))
        }
    }

    private func waiting(limit: Int) throws -> [EventKey] {
        try database.query(
            "SELECT tenant_id, id FROM events WHERE dispatched_at IS NULL ORDER BY id LIMIT \(limit)"
        ).map { EventKey(tenant: try $0.get("tenant_id"), id: try $0.get("id")) }
    }

    /// The event for this transaction alone; nil where another worker has it or had it.
    private func lock(_ key: EventKey) throws -> WaitingEvent? {
        try database.first(
            """
            SELECT type, source, OCTET_LENGTH(event) AS size, cursor_run_id, cursor_ordinal FROM events
            WHERE tenant_id = \(key.tenant) AND id = \(key.id) AND dispatched_at IS NULL FOR UPDATE SKIP LOCKED
            """
        ).map { try WaitingEvent(key: key, $0) }
    }

    /// - Returns: false where listeners are left for the next transaction.
    private func deliver(_ event: WaitingEvent, _ room: inout Room, _ dispatch: inout Dispatch) throws -> Bool {
        let limit = room.rows(of: event.size)
        let found = try subscriptions.listeners(
            toType: event.type, source: event.source, limit: limit + 1, after: event.cursor, in: event.key.tenant)
        let listeners = Array(found.prefix(limit))
        if !listeners.isEmpty {
            let payload: String = try text(of: event.key)
            dispatch.runs += try inbox.insert(
                listeners.map { listener in
                    RunInboxItem(
                        run: listener.run, id: Self.inboxID(event.key.id, listener), kind: .event,
                        ordinal: listener.ordinal, payload: payload)
                }, in: event.key.tenant)
            room.rows -= listeners.count
            room.bytes -= listeners.count * event.size
        }
        let isDone = found.count <= limit
        try isDone ? end(event.key) : keep(listeners.last ?? event.cursor, of: event.key)
        return isDone
    }

    private func text(of key: EventKey) throws -> String {
        try database.query("SELECT event FROM events WHERE tenant_id = \(key.tenant) AND id = \(key.id)")[0].get(
            "event")
    }

    private func end(_ key: EventKey) throws {
        try database.execute(
            """
            UPDATE events SET dispatched_at = UTC_TIMESTAMP(6), cursor_run_id = NULL, cursor_ordinal = NULL
            WHERE tenant_id = \(key.tenant) AND id = \(key.id)
            """)
    }

    private func keep(_ cursor: Listener?, of key: EventKey) throws {
        guard let cursor else { return }
        try database.execute(
            """
            UPDATE events SET cursor_run_id = \(cursor.run), cursor_ordinal = \(cursor.ordinal)
            WHERE tenant_id = \(key.tenant) AND id = \(key.id)
            """)
    }

    /// The same for the same event and task, in the order of the events' ids.
    static func inboxID(_ event: EventID, _ listener: Listener) -> RunInboxID {
        let name = event.bytes + listener.run.bytes + Array("\(listener.ordinal)".utf8)
        var tail = Array(SHA256.digest(name).prefix(8))
        tail[0] = tail[0] & 0x3F | 0x80
        guard let id = RunInboxID(bytes: event.bytes.prefix(8) + tail) else {
            preconditionFailure("16 bytes are an id")
        }
        return id
    }
}
