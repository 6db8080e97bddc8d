import Foundation
import JSON
import Synchronization

/// Runs of a workflow, one after the other.
final class KeyRotationRuns: Sendable {
    private struct State {
        var count = 0
        var failures: [String] = []
        var isEnded = false
        var isRunning = false
    }

    private let state = Mutex(State())
    private let client: Client

    init(_ client: Client) {
        self.client = client
    }

    var count: Int { state.withLock(\.count) }
    var failures: [String] { state.withLock(\.failures) }

    func begin() {
        state.withLock { $0.isRunning = true }
        Thread { self.run() }.start()
    }

    func end() {
        state.withLock { $0.isEnded = true }
        while state.withLock(\.isRunning) { usleep(1_000) }
    }

    private func run() {
        while !state.withLock(\.isEnded) {
            do {
                let run = try client.finished(client.start("test/reader"))
                if run["status"] != "completed" { note(run.text) }
            } catch {
                note("\(error)")
            }
            state.withLock { $0.count += 1 }
        }
        state.withLock { $0.isRunning = false }
    }

    private func note(_ failure: String) { state.withLock { $0.failures.append(failure) } }
}
