/// The server that takes our mail (RFC 5321), and how it is spoken to.
package struct SMTPServer: Sendable {
    private static let form = "expected smtp://HOST[:PORT] or smtps://HOST[:PORT], without user and path"
    private static let loopback: Set<String> = ["localhost", "[::1]"]

    /// Such as `smtps://mail.example.com:465`.
    let url: String
    let user: String?
    let password: String?
    /// Whether mail and password go only after STARTTLS or within TLS. Always, but to this host itself.
    let requiresTLS: Bool

    /// - Parameters:
    ///   - user: nil: the server asks nobody who they are.
    ///   - requiresTLS: nil: unless the server is on this host.
    /// - Throws: ``MailError/configuration(_:)``.
    package init(
        url: String, user: String? = nil, password: String? = nil, requiresTLS: Bool? = nil
    ) throws(MailError) {
        let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["smtp", "smtps"].contains(parts[0]), let host = Self.host(of: parts[1]) else {
            throw .configuration("the address of the SMTP server: \(Self.form)")
        }
        guard (user == nil) == (password == nil) else {
            throw .configuration("the SMTP server's user and password: both or none")
        }
        self.url = url
        self.user = user
        self.password = password
        self.requiresTLS = requiresTLS ?? !(Self.loopback.contains(host) || host.hasPrefix("127."))
    }

    /// The name or address before the port; nil: something else stands there.
    private static func host(of text: Substring) -> String? {
        let isAddress = text.hasPrefix("[")
        let end = isAddress ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        let host = String(text[..<(end ?? text.endIndex)])
        let rest = text[(end ?? text.endIndex)...]
        let isGood = host.utf8.allSatisfy { byte in
            Character(Unicode.Scalar(byte)).isLetter || (48...57).contains(byte) || "-._[]:".utf8.contains(byte)
        }
        guard !host.isEmpty, isGood, host.utf8.allSatisfy({ $0 < 128 }), isAddress == host.hasSuffix("]") else {
            return nil
        }
        guard rest.isEmpty || rest.first == ":" && (1...65_535).contains(Int(rest.dropFirst()) ?? 0) else { return nil }
        // 127.evil.example is no address.
        let isNumeric = host.allSatisfy { $0.isNumber || $0 == "." }
        return host.hasPrefix("127.") && !isNumeric ? "name:" + host : host
    }
}
