internal import Digests

/// 256 random bits as text. Who has it may do one thing, once: go on with a session, or prove to have got mail.
struct OneTimeToken {
    private static let byteCount = 32

    let text: String

    /// A new one.
    init() {
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        let text = (0..<Self.byteCount).flatMap { _ -> [UInt8] in
            let byte: UInt8 = generator.next()
            return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        self.text = String(decoding: text, as: UTF8.self)
    }

    /// One that somebody sends; nil for a text that cannot be one.
    init?(_ text: String) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        self.text = text
    }

    /// What the database keeps.
    var hash: [UInt8] { SHA256.digest(text.utf8) }
}

/// Who has it goes on with a session.
typealias RefreshToken = OneTimeToken
