internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `DELETE /api/v1/service-accounts/{account}`: takes a service account out of the tenant, with its keys. What it made stays.
///
/// - 204: deleted; its keys are refused within a second.
/// - 403 `exceeds_own_permissions`: it may do what the caller may not.
/// - 404 `service_account_not_found`. 412 `precondition_failed`.
struct DeleteServiceAccount: Endpoint {
    static let route = Route.delete("/api/v1/service-accounts/{account}", requires: Permission(.delete, .members))

    static let operation = Operation(
        "Delete a service account", tag: "API keys",
        "Takes a service account out of the tenant, with its keys, which are refused within a second. What it made stays.",
        path: [.serviceAccount], answers: [Answer(204, "Deleted.")],
        problems: [.exceedsOwn, .serviceAccountNotFound, .preconditionFailed])

    let accounts: ServiceAccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let (id, caller) = (try request.serviceAccount(), request.caller)
        let generation = try request.transaction {
            var before: JSON?
            let generation = try Problem.explaining {
                try accounts.remove(id, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            try request.record(.deleteServiceAccount, AuditTarget(.serviceAccount, "\(id)"), before: before)
            return generation
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .empty(204)
    }
}
