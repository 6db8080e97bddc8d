internal import Database
internal import FastCGI
internal import Identity
internal import JSON

/// Answers the requests of one handler thread: route, gate, body, endpoint, log.
struct RequestHandler {
    /// Under which requests are counted that no endpoint serves.
    static let unserved = "unserved"

    private let router: Router
    private let gate: Gate
    private let idempotency: Idempotency
    private let log: FunctionLog
    private let metrics: RequestMetrics

    /// - Throws: ``EnvironmentError``: the rate limits are wrong.
    init(_ endpoints: [any Endpoint], _ resources: Resources, log: FunctionLog) throws(EnvironmentError) {
        router = Router(endpoints)
        gate = Gate(try RateLimits(resources.environment, endpoints: endpoints), resources)
        idempotency = Idempotency(resources.database)
        self.log = log
        metrics = RequestMetrics(resources.metrics, function: log.function)
    }

    func handle(_ request: FastCGIRequest) -> FastCGIResponse {
        let started = ContinuousClock.now
        let trace = TraceContext(traceparent: request.parameters["HTTP_TRACEPARENT"])
        var facts = RequestFacts(request, requestID: trace.traceID)
        var response: Response
        do {
            response = try answer(request, requestID: trace.traceID, facts: &facts)
        } catch {
            let problem = Problem(error)
            facts.code = problem.code
            if !(error is Problem) { facts.reason = "\(error)" }
            response = Response(problem, requestID: trace.traceID)
        }
        response.headers += facts.standing?.headers ?? []
        response.headers.append(("X-Request-Id", trace.traceID))
        let duration = started.duration(to: .now)
        metrics.count(facts.method, facts.route, status: response.status, took: duration)
        log.note(response.status >= 500 ? .error : .info, "request", facts.details(response, took: duration))
        return FastCGIResponse(
            status: response.status, reason: HTTPStatus.reason(response.status), headers: response.headers,
            body: response.body)
    }

    private func answer(
        _ request: FastCGIRequest, requestID: String, facts: inout RequestFacts
    ) throws -> Response {
        let parameters = request.parameters
        let target = try RequestTarget(uri: parameters["REQUEST_URI"] ?? "/", query: parameters["QUERY_STRING"] ?? "")
        let method = HTTPMethod(named: parameters["REQUEST_METHOD"] ?? "")
        let address = parameters["REMOTE_ADDR"] ?? ""
        switch router.match(method, target.path) {
        case .notFound:
            try gate.pass(address: address, Self.unserved, &facts.standing)
            throw Problem(
                404, "not_found", "Nothing is served at this path. GET /api/openapi.json lists all paths.")
        case .otherMethods(let methods):
            try gate.pass(address: address, Self.unserved, &facts.standing)
            let names = methods.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                405, "method_not_allowed", "This path is served by \(names) only.", headers: [("Allow", names)])
        case .found(let endpoint, let route, let pathParameters):
            facts.route = route.path.description
            let caller = try gate.admit(
                to: type(of: endpoint).name, route.access, authorization: parameters["HTTP_AUTHORIZATION"],
                address: address, standing: &facts.standing)
            facts.caller = caller
            try target.checkQuery(knows: route.query.map(\.name))
            let reader = BodyReader(request: request)
            let afterwards = Afterwards()
            let request = Request(
                id: requestID, caller: caller, parameters: pathParameters, query: target.query, headers: parameters,
                mediaType: reader.mediaType, body: try reader.body(route.body), afterwards: afterwards)
            let response = try carryOut(request, route.method, parameters["REQUEST_URI"] ?? "", caller) {
                // Whatever a first try wanted to do is wanted again, or not any more.
                afterwards.actions = []
                return try endpoint.handle(request)
            }
            afterwards.run()
            return response.unlessKnown(to: request, method)
        }
    }

    private func carryOut(
        _ request: Request, _ method: HTTPMethod, _ target: String, _ caller: Caller?,
        _ handle: () throws -> Response
    ) throws -> Response {
        // Requests without a caller open sessions: their answers hold tokens, which are not kept.
        guard method == .post, let caller, let text = request.header(IdempotencyKey.header) else {
            return try handle()
        }
        let whole = Array("\(method.rawValue) \(target)\n".utf8) + request.body
        return try idempotency.answer(IdempotencyKey(text), whole, for: caller, handle: handle)
    }
}
