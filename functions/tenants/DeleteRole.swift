internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `DELETE /api/v1/roles/{name}`: takes away a role that nobody has.
///
/// - 204: deleted.
/// - 404 `role_not_found`: no such role in the caller's tenant.
/// - 409 `role_in_use`: members have it. `role_built_in`: every tenant has it.
/// - 412 `precondition_failed`: `If-Match` does not name the present state.
struct DeleteRole: Endpoint {
    static let route = Route.delete("/api/v1/roles/{name}", requires: Permission(.delete, .roles))
        .withProof()

    static let operation = Operation(
        "Delete a role", tag: "Members", "Takes away a role of the tenant's own, which nobody has.", path: [.roleName],
        answers: [Answer(204, "Deleted.")],
        problems: [.roleNotFound, .roleInUse, .roleBuiltIn, .preconditionFailed])

    let roles: RoleStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        let name = request.path("name")
        let generation = try request.transaction {
            var before: JSON?
            let generation = try Problem.explaining {
                try roles.delete(name, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            try request.record(.deleteRole, AuditTarget(.role, name), before: before)
            return generation
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .empty(204)
    }
}
