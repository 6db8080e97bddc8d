internal import Synchronization
internal import Threads

/// Programs that wait for a thread, handed out by ``ProcessTurns``.
final class ProcessQueue: Sendable {
    private struct State {
        var turns: ProcessTurns
        var isClosed = false
    }

    private let state: Mutex<State>
    /// Programs that have their turn.
    private let admitted = WaitQueue<StartedProcess>()

    init(concurrency: Int, queueLimit: Int) {
        state = Mutex(State(turns: ProcessTurns(concurrency: concurrency, queueLimit: queueLimit)))
    }

    /// - Returns: false: so many of the owner's wait already, and this one does not.
    func put(_ process: StartedProcess) -> Bool {
        state.withLock { state in
            guard state.turns.add(process) else { return false }
            admit(from: &state)
            return true
        }
    }

    /// Waits for a program whose turn it is; ``end(_:)`` is to follow. Nil when the queue is closed and empty.
    func take() -> StartedProcess? { admitted.take() }

    /// The turn of a program is over.
    func end(_ process: StartedProcess) {
        state.withLock { state in
            state.turns.end(process)
            admit(from: &state)
        }
    }

    /// After this, takers get what is left and then nil.
    func close() {
        state.withLock { state in
            state.isClosed = true
            admit(from: &state)
        }
    }

    private func admit(from state: inout State) {
        while let process = state.turns.next() { admitted.put(process) }
        if state.isClosed, state.turns.isEmpty { admitted.close() }
    }
}
