internal import Audit
internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON

/// `DELETE /api/v1/auth/identities/{id}`: whom a provider names is not the caller any more. Sessions go on.
///
/// - 204: unlinked.
/// - 404 `identity_not_found`: the caller has none with this id in this tenant.
struct UnlinkIdentity: Endpoint {
    static let route = Route.delete("/api/v1/auth/identities/{id}", access: .signedIn)

    static let operation = Operation(
        "Unlink an identity", tag: "Accounts", "Whom the provider names is not the caller any more. Sessions go on.",
        path: [Parameter("id", .id(), "The identity.", example: "01890a5d-ac96-774b-bcce-b302099a805b")],
        answers: [Answer(204, "Unlinked.")], problems: [.identityNotFound])

    let identities: UserIdentityStore

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        guard let id = UserIdentityID(request.path("id")) else { throw Problem.identityNotFound }
        try request.transaction {
            guard let gone = try identities.delete(id, of: caller.user, in: caller.tenant) else {
                throw Problem.identityNotFound
            }
            try request.record(
                .unlinkIdentity, AuditTarget(.user, "\(caller.user)"),
                before: ["issuer": .string(gone.issuer), "subject": .string(gone.subject)])
        }
        return .empty(204)
    }
}
