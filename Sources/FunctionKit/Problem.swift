internal import JSON

/// Why a request is not answered as hoped: problem details (RFC 9457) with a code that does not change.
///
/// `detail` says what to do instead. Nothing in it repeats what the client sent.
package struct Problem: Error, Sendable, Hashable {
    package let status: Int
    /// Such as `agent_not_found`: what programs look at.
    package let code: String
    package let detail: String
    package let errors: [ProblemDetail]
    package var headers: [Header] = []
    /// What a login goes on with that asks for more; nil with all other problems.
    package var challenge: String?

    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    package init(
        _ status: Int, _ code: String, _ detail: String, errors: [ProblemDetail] = [], headers: [(String, String)] = []
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers.map { Header(name: $0.0, value: $0.1) }
    }

    /// The same problem with what is wrong in the body.
    package func with(errors: [ProblemDetail]) -> Problem {
        Problem(status, code, detail, errors: errors, headers: headers.map { ($0.name, $0.value) })
    }

    /// The same problem with other headers.
    package func with(headers: [(String, String)]) -> Problem {
        Problem(status, code, detail, errors: errors, headers: headers)
    }

    /// The same problem with more to say to this client. The description keeps the general words.
    package func with(detail: String) -> Problem {
        Problem(status, code, detail, errors: errors, headers: headers.map { ($0.name, $0.value) })
    }

    /// - Parameter requestID: by which the log of the function can be searched.
    func json(requestID: String) -> JSON {
        var members: JSONObject = [
            "type": .string("urn:intelligentic:problem:\(code)"),
            "title": .string(HTTPStatus.reason(status)),
            "status": JSON(status),
            "code": .string(code),
            "detail": .string(detail),
        ]
        if !errors.isEmpty { members["errors"] = .array(errors.map(\.json)) }
        if let challenge { members["challenge"] = .string(challenge) }
        members["requestId"] = .string(requestID)
        return .object(members)
    }
}
