/// What became of one request that a caller sent: waiting for its start, or one exchange after the other.
///
/// Sendable by proof: made by the caller, then handed through the loop's inbox to its thread, which alone uses it.
final class Transfer: @unchecked Sendable {
    /// So many redirects are followed at once; before each one after them there is a pause, twice as long as the one before. Who leads
    /// on without end has few exchanges a second.
    static let quickRedirects = 3
    static let firstPause = Duration.milliseconds(5)

    let id: UInt64
    let startsAt: ContinuousClock.Instant
    /// When the next exchange may begin.
    private(set) var nextStart: ContinuousClock.Instant
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
        nextStart = startsAt
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
        nextStart = .now + Self.pause(before: redirects)
        request = request.redirected(status: response.status, to: location)
        return true
    }

    /// - Parameter redirect: its number, from 1.
    static func pause(before redirect: Int) -> Duration {
        redirect > quickRedirects ? firstPause * (1 << (redirect - quickRedirects - 1)) : .zero
    }

    func end(with result: Result<HTTPResponse, HTTPError>) {
        exchange = nil
        then(result)
    }
}
