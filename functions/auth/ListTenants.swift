internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions
internal import Tenants

/// `GET /api/v1/tenants?limit=&cursor=`: the tenants that the caller is a member of. Of whom only an identity provider says who they
/// are, its tenant.
///
/// - 200: `{items: [{id, name, state, createdAt, deleteAt, current}], nextCursor}`.
struct ListTenants: Endpoint {
    static let route = Route.get("/api/v1/tenants", access: .signedIn, query: [.limit, .cursor])

    static let operation = Operation(
        "List tenants", tag: "Accounts",
        """
        The tenants that the caller is a member of, in the order in which they were made. A session that an identity provider \
        opened sees its own, until a step-up.
        """,
        answers: [
            .page(of: TenantRecord.schema, "Tenants.", cursor: "listTenants", example: TenantRecord.example)
        ])

    let tenants: TenantStore
    let sessions: SessionStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: TenantID.self)
        let caller = request.caller
        let found = try tenants.list(
            of: caller.user, limit: page.fetchLimit, after: page.after, only: sessions.onlyTenant(of: caller))
        return page.answer(found, id: \.id) { $0.json(isCurrent: $0.id == caller.tenant) }
    }
}
