internal import JSON

extension Parameter {
    /// The headers of requests that the kit reads for an endpoint.
    static func headers(of operation: Operation, at route: Route) -> [Parameter] {
        var headers: [Parameter] = []
        if route.takesIdempotencyKey { headers.append(idempotencyKey) }
        if operation.hasPreconditions { headers.append(match) }
        if operation.hasPreconditions || operation.isConditional(at: route) { headers.append(noneMatch) }
        if route.opensSession { headers.append(sessionTransport) }
        if route.opensSession || !route.access.isOpen && route.method != .get { headers.append(proof) }
        return headers
    }

    private static let sessionTransport = Parameter(
        BrowserSession.transportHeader, .choice([BrowserSession.transport]),
        "For browsers: the tokens come in cookies that no script reads, and not in the body.")

    private static let proof = Parameter(
        BrowserSession.proofHeader, .string(),
        "Of a browser whose session is in cookies: the value of its cookie `intelligentic-csrf` (behind TLS `__Host-intelligentic-csrf`)."
    )

    private static let idempotencyKey = Parameter(
        IdempotencyKey.header,
        .string(pattern: IdempotencyKey.pattern, length: 1...IdempotencyKey.lengthLimit),
        "With the same key and body the request is carried out once, however often it is sent.")

    private static let match = Parameter(
        "If-Match", .string(), "The `ETag` of what is to be changed: only then is it changed.")

    private static let noneMatch = Parameter(
        "If-None-Match", .string(), "The `ETag` of what is known already; `*`: anything.")
}

extension Operation {
    /// Whether changes can be made dependent on what is there: see ``Request/checkMatch(_:)``.
    var hasPreconditions: Bool { problems.contains { $0.code == Problem.preconditionFailed.code } }

    /// Whether the usual answer is left out for who knows it already: see ``Response/unlessKnown(to:_:)``.
    func isConditional(at route: Route) -> Bool {
        route.method == .get && answers.first?.headers.contains("ETag") == true
    }
}

extension Route {
    /// Whether the kit carries out a request with an ``IdempotencyKey`` once.
    var takesIdempotencyKey: Bool { method == .post && !access.isOpen && !isShownOnce }
}

extension Answer {
    static let notModified = Answer(304, "It is what `If-None-Match` names.", headers: ["ETag"])
}
