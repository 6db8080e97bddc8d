internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/invitations?limit=&cursor=`: the invitations of the caller's tenant that can be accepted, the latest first.
///
/// - 200: `{items: [{id, email, roles, invitedBy, createdAt, expiresAt}], nextCursor}`.
struct ListInvitations: Endpoint {
    static let route = Route.get(
        "/api/v1/invitations", requires: Permission(.read, .members), query: [.limit, .cursor])

    static let operation = Operation(
        "List invitations", tag: "Members", "The invitations that can be accepted, the latest first.",
        answers: [
            .page(
                of: Invitation.schema, "Invitations without their tokens.", cursor: "listInvitations",
                example: Invitation.example)
        ])

    let invitations: InvitationStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: InvitationID.self)
        let found = try invitations.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}
