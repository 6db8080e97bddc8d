/// Headers as FastCGI carries them (RFC 3875, section 4.1.18).
enum RequestHeader {
    /// `If-Match` is `HTTP_IF_MATCH`.
    static func parameter(_ name: String) -> String {
        "HTTP_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}
