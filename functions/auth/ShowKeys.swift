internal import FunctionKit
internal import JSON

/// `GET /.well-known/jwks.json` publishes the keys that sign access tokens (JSON Web Key Set, RFC 7517), so that other
/// systems can tell who calls them.
///
/// - 200: the public keys.
struct ShowKeys: Endpoint {
    static let route = Route.get("/.well-known/jwks.json", access: .open)

    let keys: JSON

    func handle(_ request: Request) throws -> Response {
        .json(keys, headers: [("Cache-Control", "public, max-age=300")])
    }
}
