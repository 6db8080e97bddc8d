internal import Digests
internal import Identity
internal import JSON
internal import TextEncodings

/// A JWT by which a client proves that it has its secret (RFC 7523, section 3), signed with HMAC-SHA256.
enum ClientAssertion {
    /// What RFC 7523 calls it in token requests.
    static let type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    /// How long it counts, in seconds: it is used at once, and once.
    private static let lifetime: Int64 = 60

    static func signed(client: String, secret: String, endpoint: String, at time: Timestamp = .now) -> String {
        let seconds = time.microseconds / 1_000_000
        let claims: JSON = [
            "iss": .string(client), "sub": .string(client), "aud": .string(endpoint),
            "jti": .string(Identifier<ClientAssertion>().description), "iat": .number(.integer(seconds)),
            "exp": .number(.integer(seconds + lifetime)),
        ]
        let header: JSON = ["alg": "HS256", "typ": "JWT"]
        let text = Base64URL.encode(header.bytes) + "." + Base64URL.encode(claims.bytes)
        return text + "." + Base64URL.encode(HMAC.sha256(text.utf8, key: secret.utf8))
    }
}
