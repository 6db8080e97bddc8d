package import JSON

/// What an endpoint answers.
package struct Response: Sendable {
    package var status: Int
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// Set by a ``WaitingEndpoint``: it is too early, and this is the answer only if the time runs out.
    package var wait: Wait?

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func json(_ value: JSON, status: Int = 200, headers: [(String, String)] = []) -> Response {
        Response(status: status, headers: [("Content-Type", "application/json")] + headers, body: value.bytes)
    }

    /// - Throws: `EncodingError`, for infinite numbers.
    // A literal is meant as ``JSON``.
    @_disfavoredOverload
    package static func json(
        _ value: some Encodable, status: Int = 200, headers: [(String, String)] = []
    ) throws -> Response {
        json(try JSON(encoding: value), status: status, headers: headers)
    }

    /// With the tag of the state that it shows.
    package func tagged(_ tag: EntityTag) -> Response {
        var tagged = self
        tagged.headers.append(("ETag", tag.text))
        return tagged
    }

    package static func empty(_ status: Int) -> Response {
        Response(status: status)
    }

    init(_ problem: Problem, requestID: String) {
        self.init(
            status: problem.status,
            headers: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
                + problem.headers.map { ($0.name, $0.value) },
            body: problem.json(requestID: requestID).bytes)
    }
}
