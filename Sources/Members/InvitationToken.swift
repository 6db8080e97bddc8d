internal import Digests

/// 256 random bits as text. Who has it may accept an invitation, once.
package struct InvitationToken {
    private static let byteCount = 32

    package let text: String

    /// A new one.
    init() {
        var generator = SystemRandomNumberGenerator()
        text = (0..<Self.byteCount).map { _ in
            let byte: UInt8 = generator.next()
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// One that somebody sends; nil for a text that cannot be one.
    package init?(_ text: String) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        self.text = text
    }

    /// What the database keeps.
    var hash: [UInt8] { SHA256.digest(text.utf8) }
}
