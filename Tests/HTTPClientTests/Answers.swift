import Foundation
import HTTPClient
import Testing

/// Collects what callbacks bring. Sendable by proof: `results` is read and written under `changed`.
final class Answers: @unchecked Sendable {
    private let changed = NSCondition()
    private var results: [Result<HTTPResponse, HTTPError>] = []

    func add(_ result: Result<HTTPResponse, HTTPError>) {
        changed.withLock {
            results.append(result)
            changed.broadcast()
        }
    }

    /// Lets go of what has come.
    func removeAll() {
        changed.withLock { results = [] }
    }

    var count: Int { changed.withLock { results.count } }

    /// Waits until this many have come.
    func wait(_ count: Int = 1, limit: TimeInterval = 20) throws -> [Result<HTTPResponse, HTTPError>] {
        let end = Date(timeIntervalSinceNow: limit)
        return try changed.withLock {
            while results.count < count {
                try #require(changed.wait(until: end), "\(results.count) of \(count) answers within \(limit) s")
            }
            return results
        }
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPClient {
    /// The error of an exchange that must fail.
    func failure(of request: HTTPRequest) throws -> HTTPError {
        try #require(throws: HTTPError.self) { try send(request) }
    }
}
