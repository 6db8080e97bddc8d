internal import Synchronization
internal import Threads

/// What the handler threads have to do, and how much of it there is.
final class WorkQueue: Sendable {
    enum Work: Sendable {
        /// A connection on which a request begins.
        case request(connection: Int32)
        /// A request that was parked.
        case resumed(Conversation, ParkedRequests.ID, ParkedRequests.Reason)
    }

    private let queue = WaitQueue<Work>()
    private let open = Atomic(0)
    private let finished = Atomic(0)

    /// How much is queued or under way.
    var count: Int { open.load(ordering: .acquiring) }

    /// How much has been done until now.
    var doneCount: Int { finished.load(ordering: .relaxed) }

    func put(_ work: Work) {
        open.add(1, ordering: .relaxed)
        queue.put(work)
    }

    /// The next piece; ``done()`` must follow. Nil when none came in time, or no more will come.
    func take(waiting limit: Duration) -> Work? {
        queue.take(upTo: 1, waiting: limit).first
    }

    /// A piece of work is done, or its request parked.
    func done() {
        finished.add(1, ordering: .relaxed)
        open.subtract(1, ordering: .releasing)
    }

    /// No more will come; what is there is still to be done.
    func close() {
        queue.close()
    }

    /// Whether the queue is closed and empty.
    var isFinished: Bool { queue.isFinished }
}
