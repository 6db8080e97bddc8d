internal import FastCGI
internal import Identity
internal import JSON

/// Answers the requests of one handler thread: route, token, permission, body, endpoint, log.
struct RequestHandler {
    private let router: Router
    private let authentication: Authentication
    private let log: FunctionLog

    init(_ endpoints: [any Endpoint], _ resources: Resources, log: FunctionLog) {
        router = Router(endpoints)
        authentication = Authentication(tokens: resources.tokens)
        self.log = log
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
        response.headers.append(("X-Request-Id", trace.traceID))
        log.note(
            response.status >= 500 ? .error : .info, "request",
            facts.details(response, took: started.duration(to: .now)))
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
        switch router.match(method, target.path) {
        case .notFound:
            throw Problem(
                404, "not_found", "Nothing is served at this path. The README of each function lists its paths.")
        case .otherMethods(let methods):
            let names = methods.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                405, "method_not_allowed", "This path is served by \(names) only.", headers: [("Allow", names)])
        case .found(let endpoint, let route, let pathParameters):
            facts.route = route.path.description
            let caller = try authentication.caller(parameters["HTTP_AUTHORIZATION"], for: route.access)
            facts.caller = caller
            try target.checkQuery(knows: route.query)
            let reader = BodyReader(request: request)
            return try endpoint.handle(
                Request(
                    id: requestID, caller: caller, parameters: pathParameters, query: target.query,
                    mediaType: reader.mediaType, body: try reader.body(route.body)))
        }
    }
}
