internal import FastCGI

/// Reads the body of a request as its route wants it.
struct BodyReader {
    let request: FastCGIRequest

    /// The content type in lower case, without parameters.
    var mediaType: String {
        let text = request.parameters["CONTENT_TYPE"]?.prefix { $0 != ";" } ?? ""
        return text.lowercased().split(whereSeparator: \.isWhitespace).joined()
    }

    /// - Throws: a ``Problem``: 400 `unexpected_body`, `body_incomplete`, `invalid_utf8`; 413 `body_too_large`;
    ///   415 `unsupported_media_type`.
    func body(_ rule: BodyRule) throws(Problem) -> [UInt8] {
        let length = Int(request.parameters["CONTENT_LENGTH"] ?? "") ?? 0
        if case .none = rule {
            guard length == 0 else { throw Problem(400, "unexpected_body", "This endpoint takes no body.") }
            return []
        }
        if !rule.isRequired, length == 0 { return [] }
        let types = rule.mediaTypes
        guard !rule.isText || types.contains(mediaType) else {
            throw Problem(
                415, "unsupported_media_type",
                "Send the body as \(types.joined(separator: " or ")) and say so in Content-Type.")
        }
        let body: [UInt8]
        do {
            body = try request.body(limit: rule.limit)
        } catch .tooLarge {
            throw Problem(
                413, "body_too_large", "The body is larger than the \(rule.limit) bytes that this endpoint takes.")
        } catch {
            throw Problem(400, "body_incomplete", "The body ended before its Content-Length. Send it again.")
        }
        guard !rule.isText || isUTF8(body) else { throw Problem(400, "invalid_utf8", "The body is not valid UTF-8.") }
        return body
    }

    private func isUTF8(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }
}
