internal import FunctionKit
internal import Identity
internal import JSON
internal import Secrets

/// `GET /api/v1/secrets?limit=&cursor=`: the secrets of the caller's tenant without their values, the one that was created
/// last first.
///
/// - 200: `{items: [{name, createdAt, …}], nextCursor}`.
struct ListSecrets: Endpoint {
    static let route = Route.get(
        "/api/v1/secrets", requires: Permission(.read, .secrets), query: [.limit, .cursor])

    static let operation = Operation(
        "List secrets", tag: "Secrets",
        "The secrets of the tenant without their values; the one that was created last comes first.",
        answers: [
            .page(of: Secret.schema, "Secrets without values.", cursor: "listSecrets", example: Secret.example)
        ])

    let secrets: SecretStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: SecretID.self)
        let found = try secrets.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}
