internal import FunctionKit
internal import Identity
internal import Sessions
internal import TextEncodings

/// What asks for an access token with an API key: the client credentials of OAuth 2.0 (RFC 6749, section 4.4).
struct TokenRequest {
    static let mediaType = "application/x-www-form-urlencoded"
    /// In bytes, of the body: id, key, and every scope.
    static let bodyLimit = 8 * 1_024

    let key: APIKeyToken
    /// Nil: all that the key permits.
    let scope: PermissionSet?
    /// Whether the client proved itself in the header, and so wants to be told of it there.
    let isInHeader: Bool

    /// - Throws: a ``TokenError``.
    init(_ request: Request) throws(TokenError) {
        let form = try Self.form(String(decoding: request.body, as: UTF8.self))
        guard let grant = form["grant_type"] else { throw .invalidRequest("grant_type is missing") }
        guard grant == "client_credentials" else { throw .unsupportedGrantType }
        let header = request.header("Authorization")
        isInHeader = header != nil
        if header != nil, form["client_secret"] != nil {
            throw .invalidRequest("the client proves itself in the header or in the body, not in both")
        }
        let basic = header.flatMap(Self.basic)
        let (client, secret) = header == nil ? (form["client_id"], form["client_secret"]) : (basic?.0, basic?.1)
        // The secret is the key itself, which says which key it is; the id must be that.
        guard let secret, let key = APIKeyToken(secret), let client, APIKeyID(client) == key.key else {
            throw .invalidClient(isInHeader: header != nil)
        }
        self.key = key
        scope = try form["scope"].map(Self.scope)
    }

    private static func scope(_ text: String) throws(TokenError) -> PermissionSet {
        let names = text.split(separator: " ")
        let known = names.compactMap { Permission($0) }
        guard !names.isEmpty, known.count == names.count else { throw .invalidScope }
        return PermissionSet(known)
    }

    /// The parameters, without the empty ones (RFC 6749, section 3.2).
    private static func form(_ text: String) throws(TokenError) -> [String: String] {
        var form: [String: String] = [:]
        for part in text.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(sides[0], plusIsSpace: true),
                let value = PercentEncoding.decode(sides.count > 1 ? sides[1] : "", plusIsSpace: true)
            else { throw .invalidRequest("the body is not a form") }
            if value.isEmpty { continue }
            guard form.updateValue(value, forKey: name) == nil else {
                throw .invalidRequest("a parameter stands in the body twice")
            }
        }
        return form
    }

    /// `Basic` with both parts encoded as in forms (RFC 6749, section 2.3.1).
    private static func basic(_ header: String) -> (String, String)? {
        let words = header.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "basic", let bytes = Base64.decode(words[1].utf8),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let client = PercentEncoding.decode(sides[0], plusIsSpace: true),
            let secret = PercentEncoding.decode(sides[1], plusIsSpace: true)
        else { return nil }
        return (client, secret)
    }
}
