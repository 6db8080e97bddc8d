import Dispatch
import HTTPClient
import Synchronization
import Testing

/// A request whose answer is still to come.
final class Pending: Sendable {
    private let answer = Mutex<Result<HTTPResponse, HTTPError>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func arrived(_ result: Result<HTTPResponse, HTTPError>) {
        answer.withLock { $0 = result }
        isThere.signal()
    }

    var isAnswered: Bool { answer.withLock { $0 != nil } }

    /// The answer; an error when it does not come within half a minute.
    func response() throws -> HTTPResponse {
        try #require(isThere.wait(timeout: .now() + 30) == .success)
        isThere.signal()
        return try #require(answer.withLock { $0 }).get()
    }
}
