internal import Synchronization

/// The requests that wait without a thread: their conversations, until when, and whether their clients are still there.
///
/// A request is parked in two steps, so that whoever resumes it may be faster than the handler: ``reserve()`` gives it a
/// name under which it can be resumed, and the handler's reply ``FastCGIReply/park(_:until:isWhole:)`` lets go of it.
package final class ParkedRequests: Sendable {
    package struct ID: Sendable, Hashable {
        fileprivate let number: UInt64
    }

    /// Why a request is handled again.
    package enum Reason: Sendable, Hashable {
        case resumed
        case timeIsOver
        /// The server stops: this is the last chance to answer.
        case stopping
        /// Nobody waits for an answer any more.
        case clientIsGone
    }

    private struct Parked {
        let conversation: Conversation
        let end: ContinuousClock.Instant
        let isWhole: Bool
    }

    private enum Place {
        case reserved
        /// Resumed before it was parked.
        case resumed
        case parked(Parked)
    }

    private struct State {
        var places: [ID: Place] = [:]
        var nextNumber: UInt64 = 0
        /// Whole requests are not parked any more; with the second one, none.
        var isStopping = false
        var isClosed = false
    }

    /// Readable when a client of a parked request goes away.
    var watch: Int32 { clients.descriptor }
    private let clients = Epoll()
    private let work: WorkQueue
    private let state = Mutex(State())

    init(work: WorkQueue) {
        self.work = work
    }

    /// A name for a request that may be parked. It must be parked or released.
    package func reserve() -> ID {
        state.withLock { state in
            state.nextNumber += 1
            let id = ID(number: state.nextNumber)
            state.places[id] = .reserved
            return id
        }
    }

    /// Gives up a name: the request is answered at once.
    package func release(_ id: ID) {
        state.withLock { _ = $0.places.removeValue(forKey: id) }
    }

    /// Has a request handled again, from any thread. Nothing happens where it is no longer parked.
    package func resume(_ id: ID) {
        let parked: Parked? = state.withLock { state in
            switch state.places[id] {
            case .reserved:
                state.places[id] = .resumed
                return nil
            case .parked(let parked):
                remove(id, parked, from: &state)
                return parked
            case .resumed, nil:
                return nil
            }
        }
        if let parked { work.put(parked.conversation, id, .resumed) }
    }

    /// Lets a conversation wait.
    ///
    /// - Returns: why it need not: the handler goes on with it at once.
    func park(
        _ conversation: Conversation, as id: ID, until end: ContinuousClock.Instant, isWhole: Bool
    ) -> Reason? {
        state.withLock { state in
            if case .resumed = state.places[id] {
                state.places[id] = nil
                return .resumed
            }
            guard !state.isClosed, !(state.isStopping && isWhole) else {
                state.places[id] = nil
                return .stopping
            }
            state.places[id] = .parked(Parked(conversation: conversation, end: end, isWhole: isWhole))
            if isWhole, let connection = conversation.connection {
                clients.add(connection.descriptor, as: id.number, .level)
            }
            return nil
        }
    }

    /// Resumes those whose time is over.
    func resumeOverdue() {
        let now = ContinuousClock.now
        resumeAll(because: .timeIsOver) { $0.end <= now }
    }

    /// Resumes those whose clients have gone away. The web server sends nothing after a whole request, so anything that can
    /// be read is the end of the connection.
    func resumeAbandoned() {
        let gone = Set(clients.ready().map { ID(number: $0) })
        guard !gone.isEmpty else { return }
        resumeAll(because: .clientIsGone, ids: gone) { _ in true }
    }

    /// Resumes the whole requests, and parks no more of them.
    func stop() {
        state.withLock { $0.isStopping = true }
        resumeAll(because: .stopping, where: \.isWhole)
    }

    /// Resumes all, and parks no more.
    func closeAll() {
        state.withLock { $0.isClosed = true }
        resumeAll(because: .stopping) { _ in true }
    }

    private func resumeAll(because reason: Reason, ids: Set<ID>? = nil, where condition: (Parked) -> Bool) {
        let found = state.withLock { state in
            var found: [(ID, Conversation)] = []
            for (id, place) in state.places {
                guard case .parked(let parked) = place, ids?.contains(id) ?? true, condition(parked) else { continue }
                remove(id, parked, from: &state)
                found.append((id, parked.conversation))
            }
            return found
        }
        for (id, conversation) in found { work.put(conversation, id, reason) }
    }

    private func remove(_ id: ID, _ parked: Parked, from state: inout State) {
        state.places[id] = nil
        if parked.isWhole, let connection = parked.conversation.connection { clients.remove(connection.descriptor) }
    }
}
