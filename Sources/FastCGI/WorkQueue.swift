internal import Synchronization

/// What the handler threads have to do: they wait for it here, on the connections themselves.
final class WorkQueue: Sendable {
    enum Work: Sendable {
        /// A connection on which a request begins; ``Connections/giveBack(_:)`` or ``Connections/forget(_:)`` must follow.
        case request(Connection)
        /// A request that was parked.
        case resumed(Conversation, ParkedRequests.ID, ParkedRequests.Reason)
        /// None came in time.
        case nothing
        /// No more will come.
        case end
    }

    /// The numbers of what is watched.
    private enum Number {
        /// Something was resumed.
        static let bell: UInt64 = 0
        static let end: UInt64 = 1
        static let listening: UInt64 = 2
    }

    private struct State {
        var resumed: [(Conversation, ParkedRequests.ID, ParkedRequests.Reason)] = []
        /// How many threads wait, or are about to.
        var waiting = 0
    }

    let connections: Connections
    private let epoll = Epoll()
    private let bell = Bell()
    private let ending = Bell()
    private let state = Mutex(State())

    init(listening: Int32, limits: ConnectionLimits) {
        connections = Connections(listening: listening, as: Number.listening, in: epoll, limits: limits)
        epoll.add(bell.descriptor, as: Number.bell, .edge)
        epoll.add(ending.descriptor, as: Number.end, .level)
    }

    /// Hands a request to the next thread that is free.
    func put(_ conversation: Conversation, _ id: ParkedRequests.ID, _ reason: ParkedRequests.Reason) {
        let hasListener = state.withLock { state in
            state.resumed.append((conversation, id, reason))
            return state.waiting > 0
        }
        if hasListener { bell.ring() }
    }

    /// The next piece of work: requests that were parked come first.
    func next(within limit: Duration) -> Work {
        while true {
            if let resumed = takeResumed() { return resumed }
            let number = epoll.next(within: limit)
            state.withLock { $0.waiting -= 1 }
            switch number {
            case nil: return .nothing
            case Number.bell?: continue
            case Number.listening?: connections.accept()
            case Number.end?: return takeResumed(waitingElse: false) ?? .end
            case let number?: if let connection = connections.begin(number) { return .request(connection) }
            }
        }
    }

    /// - Parameter waitingElse: counts the thread among those that wait, where there is nothing: what is put from then on
    ///   rings the bell.
    private func takeResumed(waitingElse: Bool = true) -> Work? {
        let (taken, isMore) = state.withLock { state -> (Work?, Bool) in
            guard !state.resumed.isEmpty else {
                if waitingElse { state.waiting += 1 }
                return (nil, false)
            }
            let (conversation, id, reason) = state.resumed.removeFirst()
            return (.resumed(conversation, id, reason), !state.resumed.isEmpty && state.waiting > 0)
        }
        // Several may have been put while the bell rang once.
        if isMore { bell.ring() }
        return taken
    }

    /// Ends the waiting of all threads; what was put before is still done.
    func close() {
        ending.ring()
    }
}
