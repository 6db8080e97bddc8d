internal import TextEncodings

/// The path and query of a request, decoded.
struct RequestTarget {
    /// The longest path and query, in bytes. nginx takes up to 16 KB.
    static let lengthLimit = 8_192
    /// The most query parameters.
    static let parameterLimit = 32

    let path: [String]
    let query: [String: String]

    /// - Throws: a ``Problem``: 400 `invalid_target`, `repeated_parameter`, `too_many_parameters`; 414 `uri_too_long`.
    init(uri: String, query text: String) throws(Problem) {
        guard uri.utf8.count <= Self.lengthLimit else {
            throw Problem(
                414, "uri_too_long", "Path and query are longer than \(Self.lengthLimit) bytes. Send a shorter query.")
        }
        guard uri.utf8.allSatisfy({ $0 < 0x80 }) else { throw Self.malformed("text") }
        var path: [String] = []
        for segment in uri.utf8.prefix(while: { $0 != UInt8(ascii: "?") }).dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            guard let segment = PercentEncoding.decode(segment) else { throw Self.malformed("path") }
            path.append(segment)
        }
        self.path = path
        var query: [String: String] = [:]
        for pair in text.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(parts.dropFirst().first ?? "".utf8[...], plusIsSpace: true)
            else { throw Self.malformed("query") }
            guard query.count < Self.parameterLimit else {
                throw Problem(
                    400, "too_many_parameters", "The query has more than \(Self.parameterLimit) parameters.")
            }
            guard query.updateValue(value, forKey: name) == nil else {
                throw Problem(400, "repeated_parameter", "A query parameter stands in the URL twice; give each once.")
            }
        }
        self.query = query
    }

    /// Refuses parameters that the endpoint does not know: a misspelled filter must not return everything.
    func checkQuery(knows parameters: [Parameter]) throws(Problem) {
        guard !query.keys.allSatisfy({ name in parameters.contains { $0.name == name } }) else { return }
        let names = parameters.map(\.name)
        let known = names.isEmpty ? "This endpoint takes none." : "Known: \(names.joined(separator: ", "))."
        throw Problem(400, "unknown_parameter", "A query parameter is not known here. \(known)")
    }

    private static func malformed(_ part: String) -> Problem {
        Problem(400, "invalid_target", "The \(part) of the URL is not percent-encoded UTF-8 (RFC 3986).")
    }
}
