internal import TextEncodings

/// 256 random bits as text. Who has it may do one thing, once: go on with a session, prove to have got mail, or accept an
/// invitation.
package struct OneTimeToken: Sendable {
    private static let byteCount = 32

    package let text: String

    /// A new one.
    package init() {
        text = Hexadecimal.encode(RandomBytes.make(Self.byteCount))
    }

    /// One that somebody sends; nil for a text that cannot be one.
    package init?(_ text: String) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        self.text = text
    }

    /// What the database keeps.
    package var hash: [UInt8] { SHA256.digest(text.utf8) }
}
