/// Bytes as text that is safe in URLs, without padding (RFC 4648, section 5).
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: SixBits.encode(bytes, alphabet), as: UTF8.self)
    }

    /// Nil for padding, other characters, a length that no bytes have, and leftover bits that are not zero: one value
    /// has one text.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        SixBits.decode(text, last: (UInt8(ascii: "-"), UInt8(ascii: "_")))
    }
}
