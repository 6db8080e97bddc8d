internal import FunctionKit
internal import Identity
internal import Members

/// `GET /api/v1/service-accounts/{account}`: a service account with its roles.
///
/// - 200: the service account, with its `ETag`. 304 where `If-None-Match` names that.
/// - 404 `service_account_not_found`: the caller's tenant has no such service account.
struct ShowServiceAccount: Endpoint {
    static let route = Route.get("/api/v1/service-accounts/{account}", requires: Permission(.read, .members))

    static let operation = Operation(
        "Show a service account", tag: "API keys", "A service account with its roles.", path: [.serviceAccount],
        answers: [
            Answer(
                200, "The service account.", ServiceAccount.schema, headers: ["ETag"], example: ServiceAccount.example)
        ],
        problems: [.serviceAccountNotFound])

    let accounts: ServiceAccountStore

    func handle(_ request: Request) throws -> Response {
        guard let account = try accounts.find(request.serviceAccount(), in: request.caller.tenant) else {
            throw Problem.serviceAccountNotFound
        }
        return .json(account.json).tagged(EntityTag(account))
    }
}
