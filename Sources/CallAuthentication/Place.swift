/// How errors name a URL.
enum Place {
    /// Scheme, host and path: user and query may be secrets.
    static func text(_ url: String) -> String {
        let parts = url.prefix { $0 != "?" && $0 != "#" }.split(separator: "//", maxSplits: 1)
        guard parts.count == 2 else { return "the authority" }
        let (authority, path) = (parts[1].prefix { $0 != "/" }, parts[1].drop { $0 != "/" })
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return "\(parts[0])//\(host)\(path)"
    }
}
