internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/service-accounts?limit=&cursor=`: the service accounts of the caller's tenant, the latest first.
///
/// - 200: `{items: [{id, name, disabled, roles, createdBy, createdAt}], nextCursor}`.
struct ListServiceAccounts: Endpoint {
    static let route = Route.get(
        "/api/v1/service-accounts", requires: Permission(.read, .members), query: [.limit, .cursor])

    static let operation = Operation(
        "List service accounts", tag: "API keys", "The tenant's service accounts with their roles, the latest first.",
        answers: [
            .page(
                of: ServiceAccount.schema, "Service accounts.", cursor: "listServiceAccounts",
                example: ServiceAccount.example)
        ])

    let accounts: ServiceAccountStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: UserID.self)
        let found = try accounts.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}
