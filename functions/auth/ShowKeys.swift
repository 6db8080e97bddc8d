internal import AccessTokens
internal import FunctionKit
internal import JSON

/// `GET /.well-known/jwks.json` publishes the keys that sign access tokens (JSON Web Key Set, RFC 7517), so that other
/// systems can tell who calls them.
///
/// - 200: the public keys.
struct ShowKeys: Endpoint {
    static let route = Route.get("/.well-known/jwks.json", access: .open)

    static let operation = Operation(
        "Show the public keys", tag: "Accounts",
        "The keys that sign access tokens, as a JSON Web Key Set (RFC 7517): other systems can tell who calls them.",
        answers: [
            Answer(
                200, "The public keys.",
                .object(["keys": .array(of: .anyObject("A JSON Web Key."))]), headers: ["Cache-Control"],
                example: [
                    "keys": [
                        [
                            "kty": "OKP", "crv": "Ed25519", "kid": "2026-11",
                            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                        ]
                    ]
                ])
        ])

    let keys: PublishedKeys

    func handle(_ request: Request) throws -> Response {
        .json(keys.jwks, headers: [("Cache-Control", "public, max-age=300")])
    }
}
