internal import Synchronization

/// A program that waits for its turn or runs.
package final class StartedProcess: Sendable {
    package typealias Handler = @Sendable (Result<ProcessResult, ProcessError>) -> Void

    private enum State {
        case waiting(ProcessRequest, Handler)
        case running(kill: (@Sendable () -> Void)?)
        case cancelled
        case ended
    }

    /// For whom it runs.
    let owner: String
    /// Called when it has begun.
    let begun: @Sendable () -> Void
    private let state: Mutex<State>

    init(
        _ request: ProcessRequest, of owner: String, begun: @escaping @Sendable () -> Void,
        then handler: @escaping Handler
    ) {
        self.owner = owner
        self.begun = begun
        state = Mutex(.waiting(request, handler))
    }

    /// Ends it, with all processes that it has started. What it was started with hears ``ProcessError/cancelled``: at once, on
    /// this thread, where it still waited for its turn. Does nothing after its end.
    package func cancel() {
        let handler: Handler? = state.withLock { state in
            switch state {
            case .waiting(_, let handler):
                state = .ended
                return handler
            case .running(let kill):
                state = .cancelled
                kill?()
                return nil
            case .cancelled, .ended: return nil
            }
        }
        handler?(.failure(.cancelled))
    }

    var isCancelled: Bool {
        state.withLock { if case .cancelled = $0 { true } else { false } }
    }

    /// Its turn has come.
    ///
    /// - Returns: nil: it was cancelled before.
    func begin() -> (ProcessRequest, Handler)? {
        state.withLock { state in
            guard case .waiting(let request, let handler) = state else { return nil }
            state = .running(kill: nil)
            return (request, handler)
        }
    }

    /// Says how a cancel reaches it.
    func runs(kill: @escaping @Sendable () -> Void) {
        state.withLock { state in
            if case .cancelled = state { kill() } else { state = .running(kill: kill) }
        }
    }

    func end() {
        state.withLock { $0 = .ended }
    }
}
