/// Sends HTTP requests over connections that it keeps for the next ones.
///
/// One thread performs all exchanges, ``TransferPlaces/limit`` at a time; any thread may send. Environment
/// variables for proxies, `.netrc` and cookies are not looked at. Exchanges that are under way when the client goes away are
/// given up.
///
/// A request that went over a kept connection which then ended without one byte of an answer is sent again over a new one,
/// whatever its method: libcurl takes it for a connection that was closed while idle. A receiver that may not act twice
/// needs an `Idempotency-Key`.
package final class HTTPClient: Sendable {
    private let loop: TransferLoop

    package init() {
        loop = TransferLoop()
        loop.start()
    }

    deinit { loop.stop() }

    /// Starts an exchange.
    ///
    /// - Parameters:
    ///   - delay: when to start; its time limit counts from then.
    ///   - then: called exactly once, on the client's thread, which all exchanges wait for: must not block.
    @discardableResult
    package func send(
        _ request: HTTPRequest, after delay: Duration = .zero,
        then: @escaping @Sendable (Result<HTTPResponse, HTTPError>) -> Void
    ) -> HTTPTransfer {
        HTTPTransfer(id: loop.add(request, startingAt: .now + delay, then: then), loop: loop)
    }

    /// Sends a request and waits for the answer. Not for code that ``send(_:after:then:)`` calls.
    ///
    /// - Throws: ``HTTPError``.
    package func send(_ request: HTTPRequest) throws -> HTTPResponse {
        let answer = AwaitedAnswer()
        send(request) { answer.arrived($0) }
        return try answer.wait().get()
    }
}
