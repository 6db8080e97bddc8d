/// Headers as FastCGI carries them (RFC 3875, section 4.1.18).
enum RequestHeader {
    /// The most headers of a request. How long they may be together is nginx's to limit.
    static let countLimit = 100

    /// - Throws: a ``Problem`` 431 `too_many_headers`.
    static func check(_ parameters: [String: String]) throws(Problem) {
        // Mostly there are few parameters, and none of them has to be looked at.
        guard parameters.count > countLimit,
            parameters.keys.count(where: { $0.hasPrefix("HTTP_") }) > countLimit
        else { return }
        throw Problem(431, "too_many_headers", "The request has more than \(countLimit) headers.")
    }

    /// `If-Match` is `HTTP_IF_MATCH`.
    static func parameter(_ name: String) -> String {
        "HTTP_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}
