/// Base 32 (RFC 4648, section 6) without padding, as authenticators take it.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var (text, pending, count) = ([UInt8](), 0, 0)
        for byte in bytes {
            (pending, count) = (pending << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(alphabet[pending >> count & 31])
            }
            pending &= 0xFF
        }
        if count > 0 { text.append(alphabet[pending << (5 - count) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}
