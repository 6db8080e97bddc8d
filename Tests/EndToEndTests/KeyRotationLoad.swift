import Foundation
import HTTPClient
import Synchronization

/// Requests to functions of all kinds, over and over, with a token.
final class KeyRotationLoad: Sendable {
    private struct State {
        var token: String
        var count = 0
        var failures: [String] = []
        var isEnded = false
        var running = 0
    }

    private let state: Mutex<State>
    private let url: String
    private let paths = ["/api/v1/runs", "/api/v1/workflows", "/api/v1/agents", "/api/v1/secrets", "/api/v1/auth/me"]

    init(at url: String, token: String) {
        self.url = url
        state = Mutex(State(token: token))
    }

    var count: Int { state.withLock(\.count) }
    var failures: [String] { state.withLock(\.failures) }
    func use(_ token: String) { state.withLock { $0.token = token } }

    func begin(threads: Int) {
        state.withLock { $0.running = threads }
        for number in 0..<threads { Thread { self.run(number) }.start() }
    }

    func end() {
        state.withLock { $0.isEnded = true }
        while state.withLock({ $0.running > 0 }) { usleep(1_000) }
    }

    private func run(_ first: Int) {
        let http = HTTPClient()
        var next = first
        while let token = state.withLock({ $0.isEnded ? nil : $0.token }) {
            let path = paths[next % paths.count]
            next += 1
            let status = try? Client(url: url, token: token, http: http).get(path).status
            state.withLock {
                $0.count += 1
                if status != 200 { $0.failures.append("\(path): \(status ?? 0)") }
            }
        }
        state.withLock { $0.running -= 1 }
    }
}
