internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Secrets

/// `PUT /api/v1/secrets/{name}` `{value}`: puts a value under a name, in place of the one before.
///
/// Runs that began before keep the value they have read.
///
/// - 201: the new secret, without its value. 200: the one whose value is another now.
/// - 409 `too_many_secrets`: there is no room for another one.
/// - 412 `precondition_failed`: `If-Match` does not name the present state, or `If-None-Match: *` and there is one.
/// - 422 `secret_invalid`: the name or the value does not keep to its limits.
struct PutSecret: Endpoint {
    /// The most bytes of a body: a value at its limit, with every character escaped.
    static let bodyLimit = 400 * 1_024

    static let route = Route.put(
        "/api/v1/secrets/{name}", requires: Permission(.update, .secrets), body: .json(limit: bodyLimit))

    static let operation = Operation(
        "Put a secret", tag: "Secrets",
        "A value under a name, in place of the one before. It is kept encrypted, handed to runs whose workflow names it in "
            + "`use.secrets`, and never shown again.",
        path: [.secretName],
        body: [
            .json(
                .object(["value": value], isClosed: true).named("SecretValue"),
                examples: [
                    .example("token", "A text", ["value": "correct-horse-battery"]),
                    .example(
                        "login", "An object, as `basic: {use: NAME}` reads it",
                        ["value": ["username": "ada", "password": "correct-horse-battery"]]),
                ])
        ],
        answers: [
            Answer(200, "The secret, whose value is another now.", Secret.schema, example: Secret.example),
            Answer(201, "The new secret.", Secret.schema, headers: ["Location"], example: Secret.example),
        ],
        problems: [.tooManySecrets, .preconditionFailed, .secretInvalid])

    private static let value = Schema.any.described(
        "Any JSON, at most \(SecretLimit.valueLimit) bytes with at most \(SecretLimit.partLimit) strings, numbers, booleans "
            + "and nulls. It is read as `$secrets.NAME`.")

    struct Body: Decodable {
        let value: JSON
    }

    let secrets: SecretStore

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        guard SecretName.isGood(name) else {
            throw Problem.secretInvalid.with(detail: "A secret's name has \(SecretName.rule).")
        }
        let caller = request.caller
        do {
            let value = try SecretValue(request.json(Body.self).value)
            let outcome = try request.transaction {
                var before: JSON?
                let outcome = try secrets.put(name, value, by: caller.user, in: caller.tenant) { current in
                    try request.checkMatch(current.map(EntityTag.init))
                    before = current?.audited
                }
                let target = AuditTarget(.secret, name)
                try request.record(.putSecret, target, before: before, after: outcome.secret.audited)
                return outcome
            }
            switch outcome {
            case .created(let secret):
                return .json(secret.json, status: 201, headers: [("Location", "/api/v1/secrets/\(name)")])
            case .updated(let secret): return .json(secret.json)
            }
        } catch let limit as SecretLimit {
            throw Problem(limit)
        }
    }
}
