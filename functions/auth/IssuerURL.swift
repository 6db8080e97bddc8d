/// The rule for issuers (OpenID Connect Core 1.0, section 2: `iss`).
enum IssuerURL {
    /// Where http is enough: what is sent does not leave the machine.
    private static let ownHosts = ["127.0.0.1", "[::1]", "localhost"]

    static func isGood(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix), !text.contains("?"),
            !text.contains("#"), !text.contains("@"), !text.contains("\\")
        else { return false }
        let authority = text.dropFirst(scheme.count).prefix { $0 != "/" }
        guard !authority.isEmpty else { return false }
        return scheme == "https://"
            || ownHosts.contains { host in authority == host || authority.hasPrefix(host + ":") }
    }
}
