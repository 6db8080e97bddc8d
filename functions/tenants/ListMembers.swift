internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/members?limit=&cursor=`: who belongs to the caller's tenant, with their roles.
///
/// - 200: `{items: [{user: {id, email}, roles: [{role, namespace}], createdAt}], nextCursor}`.
struct ListMembers: Endpoint {
    static let route = Route.get("/api/v1/members", requires: Permission(.read, .members), query: [.limit, .cursor])

    static let operation = Operation(
        "List members", tag: "Members",
        "Who belongs to the tenant, with their roles, in the order in which they came to the platform.",
        answers: [.page(of: Member.schema, "Members.", cursor: "listMembers", example: Member.example)])

    let members: MemberStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: UserID.self)
        let found = try members.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.user, item: \.json)
    }
}
