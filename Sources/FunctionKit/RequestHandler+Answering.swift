internal import Database
internal import FastCGI

/// How every request ends: in an answer and a line in the log.
extension RequestHandler {
    /// Runs a part of the handling against its deadline.
    ///
    /// - Throws: a ``Problem`` 504 `deadline_exceeded` where the database was not ready in time; else what `body` throws.
    func within<T>(_ deadline: ContinuousClock.Instant, of route: Route, _ body: () throws -> T) throws -> T {
        database.deadline = deadline
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.kind {
            case .deadline: throw Problem.deadlineExceeded(route.deadline)
            case .interrupted, .connection, .commitUnknown, .retryable:
                guard .now >= deadline - Database.deadlineGrace else { throw error }
                throw Problem.deadlineExceeded(route.deadline)
            default: throw error
            }
        }
    }

    func finish(_ error: any Error, _ facts: RequestFacts, started: ContinuousClock.Instant) -> FastCGIReply {
        var facts = facts
        let problem = Problem(error)
        facts.code = problem.code
        if !(error is Problem) { facts.reason = "\(error)" }
        return finish(Response(problem, requestID: facts.requestID), facts, started: started)
    }

    func finish(_ response: Response, _ facts: RequestFacts, started: ContinuousClock.Instant) -> FastCGIReply {
        var response = response
        response.headers += facts.standing?.headers ?? []
        response.headers.append(("X-Request-Id", facts.requestID))
        let duration = started.duration(to: .now)
        metrics.count(facts.method, facts.route, status: response.status, took: duration)
        log.note(response.status >= 500 ? .error : .info, "request", facts.details(response, took: duration))
        return .answer(
            FastCGIResponse(
                status: response.status, reason: HTTPStatus.reason(response.status), headers: response.headers,
                body: response.body))
    }
}
