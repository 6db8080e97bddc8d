extension HTTPRequest {
    /// Headers that would contradict what the client itself says about the body.
    private static let framing: Set<String> = ["content-length", "transfer-encoding"]
    /// RFC 9110, section 5.6.2, beside letters and digits.
    private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)

    /// Refuses what would not arrive as it is meant: libcurl sends what it is given.
    func check() throws(HTTPError) {
        guard Self.isToken(method) else { throw .invalidRequest("the method is not an HTTP token") }
        let scheme = url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw .invalidRequest("the URL must start with http:// or https://")
        }
        guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw .invalidRequest("the URL holds a space or a control character; percent-encode it")
        }
        for (name, value) in headers {
            guard Self.isToken(name) else { throw .invalidRequest("the name of a header is not an HTTP token") }
            guard !Self.framing.contains(name.lowercased()) else {
                throw .invalidRequest("the header \(name) cannot be set: it follows from the body")
            }
            guard !value.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) else {
                throw .invalidRequest("the value of the header \(name) holds a line break")
            }
        }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                let scalar = Unicode.Scalar(byte)
                return scalar.isASCII
                    && (("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                        || tokenMarks.contains(byte))
            }
    }
}
