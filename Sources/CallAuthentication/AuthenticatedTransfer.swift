internal import Synchronization

/// Exchanges under way, one after the other, that can be given up together.
package final class AuthenticatedTransfer: Sendable {
    private struct State {
        var step = 0
        var isCancelled = false
        var cancelStep: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    init() {}

    /// Gives up: it ends with ``HTTPError/cancelled`` unless it has ended already. Does not wait.
    package func cancel() {
        let cancelStep = state.withLock { state in
            state.isCancelled = true
            defer { state.cancelStep = nil }
            return state.cancelStep
        }
        cancelStep?()
    }

    /// Takes the next step.
    ///
    /// - Parameter start: starts it, and gives what cancels it.
    /// - Returns: false: it was given up before, and nothing was started.
    func step(_ start: () -> @Sendable () -> Void) -> Bool {
        let number = state.withLock { state -> Int? in
            if state.isCancelled { return nil }
            state.step += 1
            return state.step
        }
        guard let number else { return false }
        // Not under the lock: the step may end, and the next one begin, before this returns.
        let cancel = start()
        let isLate = state.withLock { state in
            if state.step == number, !state.isCancelled { state.cancelStep = cancel }
            return state.isCancelled
        }
        if isLate { cancel() }
        return true
    }
}
