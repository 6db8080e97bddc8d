internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/members/{user}`: a member with their roles.
///
/// - 200: the member, and the `ETag` of their roles. 304 where `If-None-Match` names that.
/// - 404 `member_not_found`: no such member of the caller's tenant.
struct ShowMember: Endpoint {
    static let route = Route.get("/api/v1/members/{user}", requires: Permission(.read, .members))

    static let operation = Operation(
        "Show a member", tag: "Members", "A member with their roles.", path: [.user],
        answers: [Answer(200, "The member.", Member.schema, headers: ["ETag"], example: Member.example)],
        problems: [.memberNotFound])

    let members: MemberStore

    func handle(_ request: Request) throws -> Response {
        guard let user = UserID(request.path("user")),
            let member = try members.find(user, in: request.caller.tenant)
        else { throw Problem.memberNotFound }
        return .json(member.json).tagged(EntityTag(member))
    }
}
