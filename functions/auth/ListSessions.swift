internal import FunctionKit
internal import Identity
internal import Sessions

/// `GET /api/v1/auth/sessions?limit=&cursor=`: the caller's sessions that go on, in every tenant, the newest first. Of whom only an
/// identity provider says who they are, in its tenant.
///
/// - 200: `{items: [{id, tenant, createdAt, lastUsedAt, address, userAgent, current}], nextCursor}`.
struct ListSessions: Endpoint {
    static let route = Route.get("/api/v1/auth/sessions", access: .signedIn, query: [.limit, .cursor])

    static let operation = Operation(
        "List sessions", tag: "Accounts",
        """
        The caller's sessions that go on, in every tenant; the newest comes first. A session that an identity provider opened \
        sees those in its tenant, until a step-up.
        """,
        answers: [
            .page(
                of: SessionAnswer.schema, "Sessions.", cursor: "listSessions", example: SessionAnswer.example,
                links: [Answer.Link(to: "endSession", ["id": "$response.body#/items/1/id"])])
        ])

    let sessions: SessionStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: SessionID.self)
        let caller = request.caller
        let found = try sessions.list(
            of: caller.user, limit: page.fetchLimit, after: page.after, in: sessions.onlyTenant(of: caller))
        return page.answer(found, id: \.id) { SessionAnswer.json($0, isCurrent: $0.id == caller.session) }
    }
}
