internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON

/// `GET /api/v1/auth/identities?limit=&cursor=`: the identities that are linked with the caller's account in this tenant, the latest
/// first.
///
/// - 200: `{items: [{id, issuer, subject, …}], nextCursor}`.
struct ListIdentities: Endpoint {
    static let route = Route.get("/api/v1/auth/identities", access: .signedIn, query: [.limit, .cursor])

    static let operation = Operation(
        "List identities", tag: "Accounts",
        "The identities of providers that are linked with the caller's account in this tenant, the latest first.",
        answers: [
            .page(
                of: UserIdentity.schema, "Identities.", cursor: "listIdentities", example: UserIdentity.example)
        ])

    let identities: UserIdentityStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: UserIdentityID.self)
        let caller = request.caller
        let found = try identities.list(
            of: caller.user, limit: page.fetchLimit, after: page.after, in: caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}
