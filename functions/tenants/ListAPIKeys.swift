internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/api-keys?limit=&cursor=`: the API keys of the caller's tenant, everybody's, the latest first. Those that have
/// expired stay for thirty days.
///
/// - 200: `{items: [{id, name, principal, scopes, namespaces, createdBy, createdAt, expiresAt, lastUsedAt, warning}],
///   nextCursor}`.
struct ListAPIKeys: Endpoint {
    static let route = Route.get("/api/v1/api-keys", requires: Permission(.read, .keys), query: [.limit, .cursor])

    static let operation = Operation(
        "List API keys", tag: "API keys",
        """
        The tenant's API keys, everybody's, without their secrets, the latest first. `warning` says which expire soon or have \
        expired; those stay for thirty days.
        """,
        answers: [.page(of: APIKey.schema, "API keys.", cursor: "listAPIKeys", example: APIKey.example)])

    let keys: APIKeyStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: APIKeyID.self)
        let found = try keys.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}
