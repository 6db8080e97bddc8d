internal import COpenSSL

/// The codes that an authenticator shows (TOTP, RFC 6238): HMAC-SHA-1, six digits, a new one every 30 seconds. What all
/// authenticators know.
package enum TimeBasedPassword {
    package static let stepSeconds: Int64 = 30
    package static let digits = 6
    /// In bytes (RFC 4226, section 4, R6).
    package static let secretLength = 20

    /// - Parameters:
    ///   - secret: what both sides know.
    ///   - step: the seconds since 1970, divided by ``stepSeconds``.
    package static func code(_ secret: [UInt8], step: Int64) -> String? {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: CUnsignedInt = 0
        guard HMAC(EVP_sha1(), secret, CInt(secret.count), counter, counter.count, &digest, &length) != nil,
            length == 20
        else { return nil }
        // Dynamic truncation: RFC 4226, section 5.3.
        let start = Int(digest[19] & 15)
        let number = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
