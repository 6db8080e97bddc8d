internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/audit?actor=&action=&target=&from=&to=&order=&limit=&cursor=`: who did what in the caller's tenant, the newest
/// first.
///
/// - 200: `{items: [{seq, at, action, outcome, actor, target, before, after, …}], nextCursor}`; large entries make a page
///   shorter than its limit.
/// - 400 `invalid_parameter`: a filter, limit or cursor that is none.
struct ListAuditEntries: Endpoint {
    static let route = Route.get(
        "/api/v1/audit", requires: Permission(.read, .audit), query: .auditFilter + [.order, .limit, .seq])

    static let operation = Operation(
        "List audit entries", tag: "Audit",
        """
        Who did what in the tenant, and from where, within a second of the change; entries are in the order in which they \
        were appended. Each holds the hash of the one before: `intelligentic audit verify` checks them.
        """,
        answers: [
            .page(
                of: ChainedEntry.schema, "Entries; large ones make a page shorter than its limit.",
                cursor: "listAuditEntries", example: ChainedEntry.example)
        ])

    let log: AuditLogStore

    func handle(_ request: Request) throws -> Response {
        let (entries, hasMore) = try log.list(
            request.auditFilter(), order: request.auditOrder(else: .newest), limit: request.limit(),
            after: request.seq(), in: request.caller.tenant)
        return .json(entries.page(hasMore: hasMore))
    }
}
