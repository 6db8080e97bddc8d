internal import FunctionKit
internal import Identity
internal import JSON
internal import Secrets

/// `GET /api/v1/secrets/{name}`: what is known of a secret besides its value, which nobody is shown.
///
/// - 200: the secret, and its `ETag`. 304 where `If-None-Match` names that.
/// - 404 `secret_not_found`: no such secret in the caller's tenant.
struct ShowSecret: Endpoint {
    static let route = Route.get("/api/v1/secrets/{name}", requires: Permission(.read, .secrets))

    static let operation = Operation(
        "Show a secret", tag: "Secrets", "What is known of a secret besides its value, which nobody is shown.",
        path: [.secretName],
        answers: [Answer(200, "The secret.", Secret.schema, headers: ["ETag"], example: Secret.example)],
        problems: [.secretNotFound])

    let secrets: SecretStore

    func handle(_ request: Request) throws -> Response {
        guard let secret = try secrets.find(request.path("name"), in: request.caller.tenant) else {
            throw Problem.secretNotFound
        }
        return .json(secret.json).tagged(EntityTag(secret))
    }
}
