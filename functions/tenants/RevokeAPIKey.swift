internal import Audit
internal import FunctionKit
internal import Identity
internal import Members
internal import Sessions

/// `DELETE /api/v1/api-keys/{key}`: revokes an API key. It is refused at once, and so are access tokens that were given for it.
///
/// - 204: revoked.
/// - 403 `exceeds_own_permissions`: it is somebody else's, and permits what the caller may not do.
/// - 404 `api_key_not_found`: the caller's tenant has no such key (any more).
struct RevokeAPIKey: Endpoint {
    static let route = Route.delete("/api/v1/api-keys/{key}", requires: Permission(.delete, .keys))

    static let operation = Operation(
        "Revoke an API key", tag: "API keys",
        "The key is refused from now on, everywhere, and so are access tokens that were given for it.",
        path: [.apiKey], answers: [Answer(204, "Revoked.")], problems: [.exceedsOwn, .apiKeyNotFound])

    let keys: APIKeyStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let (id, caller) = (try request.namedKey(), request.caller)
        try request.transaction {
            let key = try Problem.explaining { try keys.revoke(id, by: caller) }
            try request.record(.revokeAPIKey, AuditTarget(.apiKey, "\(id)"), before: key.audited)
        }
        request.afterCommit { try? live.end(id, in: caller.tenant, callerClass: .automation) }
        return .empty(204)
    }
}
