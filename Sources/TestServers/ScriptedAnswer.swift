package import JSON

/// One answer that a ``ScriptedServer`` gives.
package struct ScriptedAnswer: Sendable {
    package var status: Int
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// How long to wait before the answer.
    package var delay: Duration
    /// Whether to close the connection instead of answering.
    package var isDropped = false
    /// How many bytes of the body to send before the connection is closed; nil: all.
    package var cutAfter: Int?

    package init(
        status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [], delay: Duration = .zero,
        cutAfter: Int? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delay = delay
        self.cutAfter = cutAfter
    }

    package static func text(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> ScriptedAnswer {
        ScriptedAnswer(status: status, headers: [("Content-Type", "text/plain")] + headers, body: Array(text.utf8))
    }

    package static func json(
        _ value: JSON, status: Int = 200, headers: [(String, String)] = [], delay: Duration = .zero
    ) -> ScriptedAnswer {
        ScriptedAnswer(
            status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(value.text.utf8),
            delay: delay)
    }

    /// The connection is closed without an answer.
    package static func dropped(after delay: Duration = .zero) -> ScriptedAnswer {
        var answer = ScriptedAnswer(delay: delay)
        answer.isDropped = true
        return answer
    }

    /// The bytes of HTTP/1.1.
    func bytes(to method: String) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Status")\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let hasBody = status >= 200 && status != 204 && status != 304
        if hasBody { head += "Content-Length: \(body.count)\r\n" }
        let sent = hasBody && method != "HEAD" ? body.prefix(cutAfter ?? body.count) : []
        return Array((head + "\r\n").utf8) + sent
    }

    private static let reasons = [
        200: "OK", 201: "Created", 204: "No Content", 302: "Found", 400: "Bad Request", 404: "Not Found",
        429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
    ]
}
