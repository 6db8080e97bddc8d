internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `PUT /api/v1/service-accounts/{account}` `{name, disabled?}`: another name, or an end of its work for a while: the keys of a
/// disabled one are refused within a second.
///
/// - 200: the service account, with its `ETag`.
/// - 403 `exceeds_own_permissions`: it may do what the caller may not.
/// - 404 `service_account_not_found`. 409 `name_taken`. 412 `precondition_failed`. 422 `service_account_invalid`.
struct UpdateServiceAccount: Endpoint {
    static let route = Route.put(
        "/api/v1/service-accounts/{account}", requires: Permission(.update, .members), body: .json(limit: bodyLimit))

    /// The most bytes of a body with a name.
    static let bodyLimit = 4 * 1_024

    static let operation = Operation(
        "Change a service account", tag: "API keys",
        """
        Another name, or an end of its work for a while: the keys of a disabled service account are refused within a second, \
        and work again when it is enabled.
        """,
        path: [.serviceAccount],
        body: [
            .json(
                ServiceAccountBody.schema,
                examples: [.example("disabled", "Its keys are refused", ["name": "nightly", "disabled": true])])
        ],
        answers: [
            Answer(
                200, "The service account.", ServiceAccount.schema, headers: ["ETag"], example: ServiceAccount.example)
        ],
        problems: [.exceedsOwn, .serviceAccountNotFound, .nameTaken, .preconditionFailed, .serviceAccountInvalid])

    let accounts: ServiceAccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(ServiceAccountBody.self)
        try ServiceAccountBody.check(name: body.name)
        let (id, caller) = (try request.serviceAccount(), request.caller)
        let (account, generation) = try request.transaction {
            var before: JSON?
            let outcome = try Problem.explaining {
                try accounts.update(id, name: body.name, isDisabled: body.disabled ?? false, by: caller) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            let target = AuditTarget(.serviceAccount, "\(id)")
            try request.record(.updateServiceAccount, target, before: before, after: outcome.account.audited)
            return outcome
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        return .json(account.json).tagged(EntityTag(account))
    }
}
