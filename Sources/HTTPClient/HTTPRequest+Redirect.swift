extension HTTPRequest {
    /// What only the first receiver may know.
    private static let credentials: Set<String> = ["authorization", "cookie", "proxy-authorization"]

    /// The request that a redirect asks for (RFC 9110, section 15.4): a POST becomes a GET after 301 and 302, anything
    /// but HEAD does after 303. Another origin does not get the credentials of this one.
    ///
    /// libcurl's own way of following keeps a method such as DELETE after 303.
    func redirected(status: Int, to location: String) -> HTTPRequest {
        var next = self
        next.url = location
        if (status == 303 && method != "HEAD") || ([301, 302].contains(status) && method == "POST") {
            next.method = "GET"
            next.body = []
            next.headers.removeAll { $0.0.lowercased().hasPrefix("content-") }
        }
        if Self.origin(of: url) != Self.origin(of: location) {
            next.digestCredentials = nil
            next.headers.removeAll { Self.credentials.contains($0.0.lowercased()) }
        }
        return next
    }

    /// Scheme, host and port as they are written.
    private static func origin(of url: String) -> String {
        let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        let authority = parts.last?.prefix { !"/?#".contains($0) } ?? ""
        return "\(parts[0])//\(authority)".lowercased()
    }
}
