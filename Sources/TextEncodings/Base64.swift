/// Bytes as text, with padding (RFC 4648, section 4).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text = SixBits.encode(bytes, alphabet)
        while text.count % 4 != 0 { text.append(padding) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for missing padding, other characters, and leftover bits that are not zero: one value has one text.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let digits = text.prefix { $0 != padding }
        guard text.count % 4 == 0, text.count - digits.count <= 2,
            text.dropFirst(digits.count).allSatisfy({ $0 == padding })
        else { return nil }
        return SixBits.decode(digits, last: (UInt8(ascii: "+"), UInt8(ascii: "/")))
    }
}
