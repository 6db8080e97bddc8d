import Database
import Identity
import Runs

/// Where an event is found.
struct EventKey: Hashable {
    let tenant: TenantID
    let id: EventID
}

/// An event that has not reached all its listeners.
struct WaitingEvent {
    let key: EventKey
    let type: String
    let source: String
    /// Bytes of the event.
    let size: Int
    /// The last listener that has it; nil: nobody.
    let cursor: Listener?

    init(key: EventKey, _ row: Row) throws {
        self.key = key
        type = try row.get("type")
        source = try row.get("source")
        size = try row.get("size")
        let ordinal: Int? = try row.optional("cursor_ordinal")
        cursor = try row.optional("cursor_run_id", as: RunID.self).map { Listener(run: $0, ordinal: ordinal ?? 0) }
    }
}
