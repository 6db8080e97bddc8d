internal import FunctionKit
internal import Identity
internal import Members

/// `GET /api/v1/api-keys/{key}`: an API key without its secret.
///
/// - 200: the key.
/// - 404 `api_key_not_found`: the caller's tenant has no such key (any more).
struct ShowAPIKey: Endpoint {
    static let route = Route.get("/api/v1/api-keys/{key}", requires: Permission(.read, .keys))

    static let operation = Operation(
        "Show an API key", tag: "API keys", "An API key without its secret.", path: [.apiKey],
        answers: [Answer(200, "The API key.", APIKey.schema, example: APIKey.example)], problems: [.apiKeyNotFound])

    let keys: APIKeyStore

    func handle(_ request: Request) throws -> Response {
        guard let key = try keys.find(request.namedKey(), in: request.caller.tenant) else {
            throw Problem.apiKeyNotFound
        }
        return .json(key.json)
    }
}
