internal import Digests
internal import TextEncodings

/// What an authenticator is to sign, so that nobody can have had it signed before (Web Authentication Level 3, section 13.4.3).
package struct Challenge: Sendable, Hashable {
    static let byteCount = 32
    /// How long one is waited for. Browsers wait as long (section 15.1: five minutes and more).
    package static let lifetime = Duration.seconds(5 * 60)

    package let bytes: [UInt8]

    /// A new one.
    package init() {
        bytes = RandomBytes.make(Self.byteCount)
    }

    /// What something claims to answer.
    package init(_ data: ClientData) {
        bytes = data.challenge
    }

    var text: String { Base64URL.encode(bytes) }
}
