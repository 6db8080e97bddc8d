internal import Database
package import Identity

/// Which entries are meant: those that fit all of it.
package struct AuditFilter: Sendable, Hashable {
    /// Who did it.
    package var actor: UserID?
    /// What was done, such as `run.cancel`.
    package var action: String?
    /// The beginning of what was done, such as `run.`.
    package var actionPrefix: String?
    package var targetKind: String?
    package var targetName: String?
    /// At this time or later.
    package var from: Timestamp?
    /// Before this time.
    package var to: Timestamp?

    package init() {}

    /// Of rows of `audit_log`.
    var condition: SQL {
        var parts: [SQL] = ["TRUE"]
        if let actor { parts.append("actor_id = \(actor)") }
        if let action { parts.append("action = \(action)") }
        if let actionPrefix {
            // The column is ASCII, compared byte by byte: everything with this beginning lies before its last byte's successor.
            parts.append("action >= \(actionPrefix) AND action < \(actionPrefix + "\u{7F}")")
        }
        if let targetKind { parts.append("target_kind = \(targetKind)") }
        if let targetName { parts.append("target_name = \(targetName)") }
        if let from { parts.append("at >= \(from)") }
        if let to { parts.append("at < \(to)") }
        return parts.joined(separator: " AND ")
    }

    /// How far times may be the wrong way round in the order of the log, in seconds: a transaction puts its entry in before its
    /// commit, and the auditor appends by ids, which hold the clocks of hosts.
    package static let disorderSeconds = 3_600

    /// The numbers between which all lies that ``from`` and ``to`` permit: else a look at one day would read the whole log.
    func bounds(in tenant: TenantID, _ database: Database) throws -> SQL {
        var parts: [SQL] = ["TRUE"]
        if let from,
            let row = try database.first(
                """
                SELECT seq FROM audit_log FORCE INDEX (audit_log_at)
                WHERE tenant_id = \(tenant) AND at < CAST(\(from) AS DATETIME(6)) - INTERVAL \(Self.disorderSeconds) SECOND
                ORDER BY at DESC LIMIT 1
                """)
        {
            parts.append("seq > \(try row.get("seq", as: Int.self))")
        }
        if let to,
            let row = try database.first(
                """
                SELECT seq FROM audit_log FORCE INDEX (audit_log_at)
                WHERE tenant_id = \(tenant) AND at >= CAST(\(to) AS DATETIME(6)) + INTERVAL \(Self.disorderSeconds) SECOND
                ORDER BY at LIMIT 1
                """)
        {
            parts.append("seq < \(try row.get("seq", as: Int.self))")
        }
        return parts.joined(separator: " AND ")
    }
}
