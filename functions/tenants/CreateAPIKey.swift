internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `POST /api/v1/api-keys` `{name, scopes, namespaces?, serviceAccount?, expiresInDays?}`: makes an API key, of the caller or of a
/// service account. The answer has the key itself, once.
///
/// - 201: what `GET` answers, and `key`, which goes with requests as `Authorization: Bearer KEY`.
/// - 403 `exceeds_own_permissions`: it would permit what the caller may not do.
/// - 404 `service_account_not_found`. 409 `too_many_api_keys`.
/// - 422 `api_key_refused`: name, scopes, namespaces or time; `errors` names all that is wrong.
struct CreateAPIKey: Endpoint {
    static let route = Route.post(
        "/api/v1/api-keys", requires: Permission(.create, .keys), body: .json(limit: APIKeyBody.limit)
    ).withProof().shownOnce()

    static let operation = Operation(
        "Create an API key", tag: "API keys",
        """
        Makes a key with which a program calls the API, as `Authorization: Bearer KEY`. It permits what its scopes say and \
        whose it is may do, both, at the time of each request. The key itself stands in this answer only. Nobody can make one \
        that permits what they may not do themselves.
        """,
        body: [
            .json(
                APIKeyBody.schema,
                examples: [
                    .example(
                        "nightly", "A script that starts runs in one namespace, and does nothing else",
                        ["name": "nightly runs", "scopes": ["runs:create"], "namespaces": ["demo"]])
                ])
        ],
        answers: [
            Answer(
                201, "The API key.",
                .all(APIKey.schema, .object(["key": .string("Shown once. Whoever has it may do what it permits.")])),
                headers: ["Cache-Control", "Location"], example: example,
                links: [
                    Answer.Link(to: "showAPIKey", ["key": "$response.body#/id"]),
                    Answer.Link(to: "revokeAPIKey", ["key": "$response.body#/id"]),
                ])
        ],
        problems: [.exceedsOwn, .serviceAccountNotFound, .tooManyKeys, .apiKeyRefused])

    private static let example: JSON = {
        var example = APIKey.example
        example["key"] = "ik_AYkK…"
        return example
    }()

    let keys: APIKeyStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(APIKeyBody.self)
        let rights = try body.checked()
        let (key, token) = try request.transaction {
            let made = try Problem.explaining {
                try keys.create(
                    body.name, rights, for: body.serviceAccount, days: body.expiresInDays ?? APIKeyStore.standardDays,
                    by: request.caller)
            }
            try request.record(.createAPIKey, AuditTarget(.apiKey, "\(made.key.id)"), after: made.key.audited)
            return made
        }
        var answer = key.json
        answer["key"] = .string(token.text)
        return .json(
            answer, status: 201, headers: [("Cache-Control", "no-store"), ("Location", "/api/v1/api-keys/\(key.id)")])
    }
}
