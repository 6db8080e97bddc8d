internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `PUT /api/v1/service-accounts/{account}/roles` `{roles: [{role, namespace?}]}`: other roles in place of those that a service
/// account has, all of them. They count within a second, for the keys that it has.
///
/// - 200: the service account, with its `ETag`.
/// - 403 `exceeds_own_permissions`: it would give or take what the caller may not do.
/// - 404 `service_account_not_found`. 412 `precondition_failed`. 422 `roles_invalid`.
struct PutServiceAccountRoles: Endpoint {
    static let route = Route.put(
        "/api/v1/service-accounts/{account}/roles", requires: Permission(.update, .members),
        body: .json(limit: RoleAssignmentsBody.limit)
    ).withProof()

    static let operation = Operation(
        "Put a service account's roles", tag: "API keys",
        "Other roles in place of those that it has, all of them. They count within a second, for the keys that it has.",
        path: [.serviceAccount],
        body: [
            .json(
                RoleAssignmentsBody.schema,
                examples: [.example("viewer", "It looks at things", ["roles": [["role": "viewer"]]])])
        ],
        answers: [
            Answer(
                200, "The service account.", ServiceAccount.schema, headers: ["ETag"], example: ServiceAccount.example)
        ],
        problems: [.exceedsOwn, .serviceAccountNotFound, .preconditionFailed, .rolesInvalid])

    let accounts: ServiceAccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let roles = try request.json(RoleAssignmentsBody.self).checked()
        let (id, caller) = (try request.serviceAccount(), request.caller)
        let (account, generation) = try request.transaction {
            var before: JSON?
            let outcome = try Problem.explaining {
                try accounts.assign(roles, to: id, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            let target = AuditTarget(.serviceAccount, "\(id)")
            try request.record(.putServiceAccountRoles, target, before: before, after: outcome.account.audited)
            return outcome
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .json(account.json).tagged(EntityTag(account))
    }
}
