internal import Audit
internal import FunctionKit
internal import Identity
internal import IdentityProviders

/// `DELETE /api/v1/identity-providers/{name}`: nobody logs in with the provider any more. Whom it made a member stays one.
///
/// - 204: deleted.
/// - 404 `identity_provider_not_found`: no such provider in the caller's tenant.
/// - 412 `precondition_failed`: `If-Match` does not name the present state.
struct DeleteIdentityProvider: Endpoint {
    static let route = Route.delete("/api/v1/identity-providers/{name}", requires: Permission(.update, .tenant))
        .withProof()

    static let operation = Operation(
        "Delete an identity provider", tag: "Identity providers",
        "Nobody logs in with it any more. Members whom it made stay, with the roles that it gave.",
        path: [.providerName], answers: [Answer(204, "Deleted.")], problems: [.providerNotFound, .preconditionFailed])

    let providers: IdentityProviderStore

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        let isDeleted = try request.transaction {
            try providers.delete(name, in: request.caller.tenant) { current in
                try request.checkMatch(EntityTag(current))
                let target = AuditTarget(.identityProvider, name)
                try request.record(.deleteIdentityProvider, target, before: current.audited)
            }
        }
        guard isDeleted else { throw Problem.providerNotFound }
        return .empty(204)
    }
}
