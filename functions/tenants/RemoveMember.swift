internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `DELETE /api/v1/members/{user}`: takes somebody out of the tenant and ends their sessions in it. What they made stays.
///
/// - 204: removed.
/// - 403 `exceeds_own_permissions`: the member may do what the caller may not.
/// - 404 `member_not_found`: no such member of the caller's tenant.
/// - 409 `last_admin`: nobody would be an admin any more.
/// - 412 `precondition_failed`: `If-Match` does not name the present roles.
struct RemoveMember: Endpoint {
    static let route = Route.delete("/api/v1/members/{user}", requires: Permission(.delete, .members))
        .withProof()

    static let operation = Operation(
        "Remove a member", tag: "Members",
        "Takes somebody out of the tenant and ends their sessions in it, within a second. What they made stays.",
        path: [.user], answers: [Answer(204, "Removed.")],
        problems: [.exceedsOwn, .memberNotFound, .lastAdmin, .preconditionFailed])

    let members: MemberStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        guard let user = UserID(request.path("user")) else { throw Problem.memberNotFound }
        let caller = request.caller
        let generation = try request.transaction {
            var before: JSON?
            let generation = try Problem.explaining {
                try members.remove(user, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            try request.record(.removeMember, AuditTarget(.member, user.description), before: before)
            return generation
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .empty(204)
    }
}
