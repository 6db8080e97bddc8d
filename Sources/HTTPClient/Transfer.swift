/// What became of one request that a caller sent: waiting for its start, or one exchange after the other.
///
/// Sendable by proof: made by the caller, then handed through the loop's inbox to its thread, which alone uses it.
final class Transfer: @unchecked Sendable {
    let id: UInt64
    let startsAt: ContinuousClock.Instant
    private(set) var request: HTTPRequest
    /// Nil while it waits.
    private(set) var exchange: Exchange?
    private var redirects = 0
    private let then: @Sendable (Result<HTTPResponse, HTTPError>) -> Void

    init(
        id: UInt64, request: HTTPRequest, startsAt: ContinuousClock.Instant,
        then: @escaping @Sendable (Result<HTTPResponse, HTTPError>) -> Void
    ) {
        self.id = id
        self.request = request
        self.startsAt = startsAt
        self.then = then
    }

    var deadline: ContinuousClock.Instant { startsAt + request.timeout }

    /// Prepares the next exchange.
    func begin(among largeAnswers: LargeAnswers) throws(HTTPError) -> Exchange {
        do throws(HTTPError) {
            try request.check()
            let begun = try Exchange(request, rest: ContinuousClock.now.duration(to: deadline), among: largeAnswers)
            exchange = begun
            return begun
        } catch {
            // The receiver chose this address, not the caller.
            if redirects > 0, case .invalidRequest = error { throw .redirectRefused }
            throw error
        }
    }

    /// Turns to where the answer points.
    ///
    /// - Returns: false: it is an answer to give to the caller.
    func follow(_ result: Result<HTTPResponse, HTTPError>, of exchange: Exchange) throws(HTTPError) -> Bool {
        guard request.followRedirects, case .success(let response) = result, let location = exchange.redirectLocation
        else { return false }
        guard redirects < HTTPRequest.redirectLimit else { throw .redirectLimit(HTTPRequest.redirectLimit) }
        redirects += 1
        request = request.redirected(status: response.status, to: location)
        return true
    }

    func end(with result: Result<HTTPResponse, HTTPError>) {
        exchange = nil
        then(result)
    }
}
