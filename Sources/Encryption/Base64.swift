internal import COpenSSL

/// Keys as text (RFC 4648, section 4).
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String {
        // With room for the NUL at the end.
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let count = EVP_EncodeBlock(&text, bytes, CInt(bytes.count))
        return String(decoding: text[..<Int(count)], as: UTF8.self)
    }

    /// The bytes of a key; nil for any other length, and for what ``encode(_:)`` would write in another way.
    static func decodeKey(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        let groups = (AES256GCM.keyLength + 2) / 3
        guard digits.count == groups * 4 else { return nil }
        var bytes = [UInt8](repeating: 0, count: groups * 3)
        guard EVP_DecodeBlock(&bytes, digits, CInt(digits.count)) == CInt(bytes.count) else { return nil }
        let key = Array(bytes[..<AES256GCM.keyLength])
        return encode(key).utf8.elementsEqual(digits) ? key : nil
    }
}
