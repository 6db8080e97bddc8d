/// The URL that others in a document are relative to (RFC 3986, section 5), as far as servers need it: no queries.
struct DocumentURL {
    private let scheme: String
    /// Host and port.
    let authority: String
    /// Starts with a slash, or is empty.
    private let path: String

    /// Nil for what is no URL with http or https.
    init?(_ url: String) {
        guard let (scheme, rest) = Self.schemeAndRest(url) else { return nil }
        self.scheme = scheme
        let place = rest.prefix { $0 != "?" && $0 != "#" }
        authority = String(place.prefix { $0 != "/" })
        path = String(place.drop { $0 != "/" })
        guard !authority.isEmpty else { return nil }
    }

    /// The absolute form of a reference; nil for another scheme.
    func resolved(_ reference: String) -> String? {
        if Self.schemeAndRest(reference) != nil { return DocumentURL(reference).map { _ in reference } }
        if reference.hasPrefix("//") {
            let url = "\(scheme):\(reference)"
            return DocumentURL(url).map { _ in url }
        }
        // A colon before the first slash would be the end of a scheme.
        if reference.prefix(while: { $0 != "/" }).contains(":") { return nil }
        let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return "\(scheme)://\(authority)"
            + Self.withoutDots(reference.hasPrefix("/") ? reference : "\(folder)/\(reference)")
    }

    private static func schemeAndRest(_ url: String) -> (scheme: String, rest: Substring)? {
        for scheme in ["http", "https"] where url.lowercased().hasPrefix(scheme + "://") {
            return (scheme, url.dropFirst(scheme.count + 3))
        }
        return nil
    }

    private static func withoutDots(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            switch segment {
            case ".": continue
            case "..": _ = segments.popLast()
            default: segments.append(segment)
            }
        }
        return "/" + segments.joined(separator: "/")
    }
}
