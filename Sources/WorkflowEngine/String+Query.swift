import TextEncodings

extension String {
    /// The URL with more query parameters, percent-encoded (RFC 3986).
    func appending(query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return self }
        let parts = split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let text = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
            .joined(separator: "&")
        return parts[0] + (parts[0].contains("?") ? "&" : "?") + text
    }
}
