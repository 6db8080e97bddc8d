internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/auth/passkeys?limit=&cursor=`: the caller's passkeys, the latest first.
///
/// - 200: `{items: [{id, name, signsInAlone, …}], nextCursor}`.
struct ListPasskeys: Endpoint {
    static let route = Route.get("/api/v1/auth/passkeys", access: .signedIn, query: [.limit, .cursor])

    static let operation = Operation(
        "List passkeys", tag: "Accounts", "The caller's passkeys, the latest first.",
        answers: [
            .page(
                of: Passkey.schema, "Passkeys.", cursor: "listPasskeys", example: Passkey.example,
                links: [Answer.Link(to: "removePasskey", ["id": "$response.body#/items/0/id"])])
        ])

    let passkeys: PasskeyStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: PasskeyID.self)
        let found = try passkeys.list(of: request.caller.user, limit: page.fetchLimit, after: page.after)
        return page.answer(found, id: \.id, item: \.json)
    }
}
