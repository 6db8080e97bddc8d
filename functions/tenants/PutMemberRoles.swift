internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `PUT /api/v1/members/{user}/roles` `{roles: [{role, namespace?}]}`: other roles in place of those that a member has, all of
/// them. They count within a second.
///
/// - 200: the member, with the `ETag` of their roles.
/// - 403 `exceeds_own_permissions`: it would give or take what the caller may not do.
/// - 404 `member_not_found`: no such member of the caller's tenant.
/// - 409 `last_admin`: nobody would be an admin any more.
/// - 412 `precondition_failed`: `If-Match` does not name the present roles.
/// - 422 `roles_invalid`: a role that there is not, what is no namespace, none or too many; `errors` names all of them.
struct PutMemberRoles: Endpoint {
    static let route = Route.put(
        "/api/v1/members/{user}/roles", requires: Permission(.update, .members),
        body: .json(limit: RoleAssignmentsBody.limit)
    )
    .withProof()

    static let operation = Operation(
        "Put a member's roles", tag: "Members",
        """
        Other roles in place of those that the member has, all of them. They count within a second, also for who is signed \
        in. Nobody can give or take what they are not permitted to do themselves, and somebody stays an admin.
        """,
        path: [.user],
        body: [
            .json(
                RoleAssignmentsBody.schema,
                examples: [
                    .example(
                        "operator", "Looks at everything but payloads, and runs things in one namespace",
                        ["roles": [["role": "viewer"], ["role": "operator", "namespace": "demo"]]])
                ])
        ],
        answers: [Answer(200, "The member.", Member.schema, headers: ["ETag"], example: Member.example)],
        problems: [.exceedsOwn, .memberNotFound, .lastAdmin, .preconditionFailed, .rolesInvalid])

    let members: MemberStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let roles = try request.json(RoleAssignmentsBody.self).checked()
        guard let user = UserID(request.path("user")) else { throw Problem.memberNotFound }
        let caller = request.caller
        let (member, generation) = try request.transaction {
            var before: JSON?
            let outcome = try Problem.explaining {
                try members.assign(roles, to: user, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            let target = AuditTarget(.member, user.description)
            try request.record(.putMemberRoles, target, before: before, after: outcome.member.audited)
            return outcome
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .json(member.json).tagged(EntityTag(member))
    }
}
