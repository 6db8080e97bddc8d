internal import Audit
internal import FunctionKit
internal import Identity
internal import Secrets

/// `DELETE /api/v1/secrets/{name}`: no run reads the secret any more. Runs that began before keep the value they have read.
///
/// - 204: deleted.
/// - 404 `secret_not_found`: no such secret in the caller's tenant.
/// - 412 `precondition_failed`: `If-Match` does not name the present state.
struct DeleteSecret: Endpoint {
    static let route = Route.delete("/api/v1/secrets/{name}", requires: Permission(.delete, .secrets))
        .withProof()

    static let operation = Operation(
        "Delete a secret", tag: "Secrets", "No run reads the secret any more.", path: [.secretName],
        answers: [Answer(204, "Deleted.")], problems: [.secretNotFound, .preconditionFailed])

    let secrets: SecretStore

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        let isDeleted = try request.transaction {
            try secrets.delete(name, in: request.caller.tenant) { current in
                try request.checkMatch(EntityTag(current))
                try request.record(.deleteSecret, AuditTarget(.secret, name), before: current.audited)
            }
        }
        guard isDeleted else { throw Problem.secretNotFound }
        return .empty(204)
    }
}
