internal import Database
internal import Identity

extension AuditEntry {
    static let columns: SQL = """
        tenant_id, id, at, action, outcome, actor_kind, actor_id, session_id, target_kind, target_name, address, user_agent,
        request_id, state_before, state_after
        """

    /// - Parameter time: nil: the entry's own.
    func values(in tenant: TenantID, at time: SQL? = nil) -> SQL {
        """
        \(tenant), \(id), \(sql: time ?? "\(at)"), \(action), \(outcome), \(actor.kind), \(actor.id), \(actor.session), \(targetKind),
        \(targetName), \(origin.address), \(origin.userAgent), \(origin.requestID), \(before), \(after)
        """
    }

    init(_ row: Row) throws(DatabaseError) {
        self.init(
            id: try row.get("id"), at: try row.get("at"), action: try row.get("action"),
            outcome: try row.get("outcome"),
            actor: AuditActor(
                kind: try row.get("actor_kind"), id: try row.optional("actor_id"),
                session: try row.optional("session_id")),
            targetKind: try row.get("target_kind"), targetName: try row.optional("target_name"),
            origin: AuditOrigin(
                address: try row.optional("address"), userAgent: try row.optional("user_agent"),
                requestID: try row.optional("request_id")),
            before: try row.optional("state_before"), after: try row.optional("state_after"))
    }
}

extension AuditEntry.Outcome: SQLConvertible, SQLReadable {}
extension AuditActor.Kind: SQLConvertible, SQLReadable {}

extension ChainedEntry {
    init(_ row: Row) throws(DatabaseError) {
        self.init(
            entry: try AuditEntry(row), seq: try row.get("seq"), previousHash: try row.get("previous_hash"),
            hash: try row.get("hash"))
    }
}
