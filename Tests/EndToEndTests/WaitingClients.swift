import Dispatch
import HTTPClient
import JSON
import Synchronization

/// Requests that are under way at the same time.
final class WaitingClients: Sendable {
    private let client: Client
    private let http = HTTPClient()
    private let answers = Mutex<[Result<HTTPResponse, HTTPError>]>([])
    private let arrived = DispatchSemaphore(value: 0)

    init(_ client: Client) {
        self.client = client
    }

    /// Sends a request and goes on.
    func begin(_ method: String, _ path: String, _ body: JSON? = nil) {
        let headers = [("Authorization", "Bearer \(client.token ?? "")"), ("Content-Type", "application/json")]
        let request = HTTPRequest(
            method: method, url: client.url + path, headers: body == nil ? [headers[0]] : headers,
            body: body?.bytes ?? [], timeout: .seconds(90))
        http.send(request) { [self] result in
            answers.withLock { $0.append(result) }
            arrived.signal()
        }
    }

    var answeredCount: Int { answers.withLock(\.count) }

    /// The answers in the order in which they came.
    func wait(for count: Int) throws -> [HTTPResponse] {
        for _ in 0..<count {
            guard arrived.wait(timeout: .now() + 60) == .success else {
                throw Failure("\(answeredCount) of \(count) are answered")
            }
        }
        return try answers.withLock { $0 }.map { try $0.get() }
    }
}
