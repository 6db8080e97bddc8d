internal import Digests
internal import TextEncodings

/// What only the one who began a login knows: it comes with the provider's answer, and never in a URL.
///
/// The nonce and PKCE's verifier are made of it, so nothing secret is kept between the request and the answer.
package struct LogInSecret: Sendable {
    static let byteCount = 32

    package let text: String

    /// A new one.
    package init() {
        text = Base64URL.encode(RandomBytes.make(Self.byteCount))
    }

    /// One that somebody sends; nil for a text that cannot be one.
    package init?(_ text: String) {
        guard Base64URL.decode(text.utf8)?.count == Self.byteCount else { return nil }
        self.text = text
    }

    /// What may be kept of it.
    package var hash: [UInt8] { SHA256.digest(text.utf8) }

    /// Says in the ID token which login it is for (OpenID Connect Core 1.0, section 15.5.2).
    package var nonce: String { derived("nonce") }

    /// Proves to the provider that the code is exchanged by who asked for it (RFC 7636, section 4.1).
    package var codeVerifier: String { derived("code_verifier") }

    /// For the method S256 (RFC 7636, section 4.2).
    package var codeChallenge: String { Base64URL.encode(SHA256.digest(codeVerifier.utf8)) }

    private func derived(_ use: String) -> String { Base64URL.encode(SHA256.digest("\(use):\(text)".utf8)) }
}
