internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON
internal import Members

/// `GET /api/v1/identity-providers?limit=&cursor=`: the providers of the caller's tenant without their secrets, in the order of
/// their names.
///
/// - 200: `{items: […], nextCursor}`.
struct ListIdentityProviders: Endpoint {
    static let route = Route.get(
        "/api/v1/identity-providers", requires: Permission(.read, .tenant), query: [.limit, .providerCursor])

    static let operation = Operation(
        "List identity providers", tag: "Identity providers",
        "The providers of the tenant without their secrets, in the order of their names.",
        answers: [
            .page(
                of: IdentityProvider.schema, "Providers.", cursor: "listIdentityProviders",
                example: IdentityProvider.example)
        ])

    let providers: IdentityProviderStore

    func handle(_ request: Request) throws -> Response {
        let limit = try request.limit()
        let cursor = request.query("cursor")
        guard cursor.map(RoleName.isGood) ?? true else {
            throw Problem(400, "invalid_parameter", "cursor: expected the nextCursor of the answer before.")
        }
        let found = try providers.list(limit: limit + 1, after: cursor ?? "", in: request.caller.tenant)
        let shown = found.prefix(limit)
        return .json([
            "items": .array(shown.map(\.json)), "nextCursor": JSON(found.count > limit ? shown.last?.name : nil),
        ])
    }
}
