internal import FunctionKit
internal import JSON

/// Why a program gets no access token, as clients of OAuth 2.0 read it (RFC 6749, section 5.2).
struct TokenError: Error {
    let status: Int
    let code: String
    let description: String
    var headers: [(String, String)] = []

    static func invalidRequest(_ why: String) -> TokenError {
        TokenError(status: 400, code: "invalid_request", description: why)
    }

    static let unsupportedGrantType = TokenError(
        status: 400, code: "unsupported_grant_type", description: "grant_type must be client_credentials")
    static let invalidScope = TokenError(
        status: 400, code: "invalid_scope",
        description: "scope names what is no permission, or what this API key does not permit now")

    static func invalidClient(isInHeader: Bool) -> TokenError {
        TokenError(
            status: 401, code: "invalid_client",
            description: "client_id must be the id of an API key that is good, and client_secret the key itself",
            headers: isInHeader ? [("WWW-Authenticate", "Basic realm=\"intelligentic\"")] : [])
    }

    var response: Response {
        .json(
            ["error": .string(code), "error_description": .string(description)], status: status,
            headers: [("Cache-Control", "no-store")] + headers)
    }

    static let schema = Schema.object([
        "error": .choice([
            "invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope",
        ]), "error_description": .string("What to do, for people."),
    ]).named("TokenError")
}
