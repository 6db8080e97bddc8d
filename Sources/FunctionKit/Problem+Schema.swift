internal import JSON

extension Problem {
    /// The form of every problem.
    static let schema = Schema.object(
        [
            "type": .string("`urn:intelligentic:problem:` and the code.", format: "uri"),
            "title": .string("The status in words."),
            "status": .integer("The answer's status.", in: 400...599),
            "code": .string("What happened, for programs. A code never changes its meaning.", pattern: "^[a-z0-9_]+$"),
            "detail": .string("What to do, for people. Its words may change."),
            "errors": .array(
                of: .object(
                    [
                        "pointer": .string("The place in the body (RFC 6901)."),
                        "line": .integer("Of a document that people write, counted from 1.", in: 1...Int(Int32.max)),
                        "message": .string("What is expected there."),
                    ], optional: ["line"]), "Everything that is wrong with the body."),
            "challenge": .string("With `mfa_required`: what the login goes on with."),
            "requestId": .string("By which the operator finds the request; as in the header X-Request-Id."),
        ], optional: ["errors", "challenge", "requestId"]
    ).described("Why a request is not answered as hoped (RFC 9457).").named("Problem")
}
