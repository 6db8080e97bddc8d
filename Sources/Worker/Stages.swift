import Synchronization

/// Something under way in stages that follow on each other, of which the present one is given up.
final class Stages: Cancellable {
    private struct State {
        var isCancelled = false
        var isLast = false
        var current: (any Cancellable)?
    }

    private let state = Mutex(State())

    /// Says what is under way now. An earlier stage may be said after the last one, whose thread was faster: it is over.
    func goOn(_ stage: any Cancellable, isLast: Bool = false) {
        let isCancelled = state.withLock { state in
            if !state.isLast || isLast {
                state.current = stage
                state.isLast = isLast
            }
            return state.isCancelled
        }
        if isCancelled { stage.cancel() }
    }

    func cancel() {
        let stage = state.withLock { state in
            state.isCancelled = true
            return state.current
        }
        stage?.cancel()
    }
}
