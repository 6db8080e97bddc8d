internal import CFastCGI
internal import Synchronization
internal import Threads

/// Serves FastCGI on a listening socket: some threads wait for requests and handle them, one looks after the rest.
///
/// A connection that waits for its next request holds no thread, nor does a request that is parked. The socket may be
/// shared with other processes.
package final class FastCGIServer: Sendable {
    /// After so long without work a handler thread calls its ``FastCGIHandler/idle``.
    package static let idleInterval = Duration.seconds(30)

    /// How long a connection that is in use is kept after ``stop()``.
    private static let lingerLimit = Duration.seconds(1)
    /// A connection without a request for so long is closed then.
    private static let quietTime = Duration.milliseconds(100)
    /// Between two connections that are closed, in milliseconds, and for all of them.
    private static let closingPause: Int32 = 10
    private static let closingLimit = Duration.seconds(2)

    private static let isLibraryReady = FCGX_Init() == 0

    /// The requests that wait without a thread.
    package let parked: ParkedRequests

    private let threads: Int
    private let work: WorkQueue
    private let connections: Connections
    private let attendant: Attendant
    private let isStopping = Atomic(false)
    /// How many of the next answers are the last ones on their connections.
    private let lastAnswers = Atomic(0)

    /// - Parameters:
    ///   - listening: the descriptor of the socket, which stays open; FastCGI programs get theirs as descriptor 0.
    ///   - threads: how many requests are handled at a time.
    ///   - limits: how long connections may take.
    package init(listening: Int32 = 0, threads: Int, limits: ConnectionLimits = ConnectionLimits()) {
        precondition(Self.isLibraryReady, "libfcgi cannot start")
        self.threads = threads
        work = WorkQueue(listening: listening, limits: limits)
        connections = work.connections
        parked = ParkedRequests(work: work)
        attendant = Attendant(connections: connections, parked: parked)
    }

    /// Serves until ``stop()``, then finishes the requests that have come.
    ///
    /// - Parameter makeHandler: called once on each handler thread.
    package func run(_ makeHandler: @escaping @Sendable () -> FastCGIHandler) {
        let handlers = (0..<threads).map { _ in SystemThread { self.handle(with: makeHandler()) } }
        while !isStopping.load(ordering: .acquiring) { attendant.attend() }
        connections.stopAccepting()
        parked.stop()
        part()
        parked.closeAll()
        work.close()
        for handler in handlers { handler.join() }
        connections.closeAll()
    }

    /// Ends ``run(_:)``. What waits in the backlog is left to the next process.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        attendant.wake()
    }

    /// Parts from the web server so that no request fails, not even one that it must not send twice.
    ///
    /// nginx may just be sending a request on a connection that we close, and tries three for a request at most. So they
    /// are closed one after the other: what nobody has used for some time, and after a while what is in use, with an answer.
    private func part() {
        let lingerEnd = ContinuousClock.now + Self.lingerLimit
        let end = lingerEnd + Self.closingLimit
        var nextClosing = ContinuousClock.now
        while !connections.isEmpty, ContinuousClock.now < end {
            attendant.attend(within: Self.closingPause)
            guard ContinuousClock.now >= nextClosing else { continue }
            nextClosing = .now + .milliseconds(Self.closingPause)
            connections.closeOldest(waitingFor: Self.quietTime)
            if ContinuousClock.now >= lingerEnd { lastAnswers.store(1, ordering: .relaxed) }
        }
        lastAnswers.store(.max, ordering: .relaxed)
    }

    /// Whether the connection of an answer is to be closed with it.
    private func takeLastAnswer() -> Bool {
        let left = lastAnswers.load(ordering: .relaxed)
        guard left > 0 else { return false }
        return left == .max
            || lastAnswers.compareExchange(expected: left, desired: left - 1, ordering: .relaxed).exchanged
    }

    private func handle(with handler: FastCGIHandler) {
        var spare = Conversation()
        while true {
            switch work.next(within: Self.idleInterval) {
            case .request(let connection):
                let request = spare.open(on: connection) { [connections] in connections.received(connection) }
                if let request {
                    if settle(handler.handle(request), of: spare, with: handler) { spare = Conversation() }
                } else {
                    connections.forget(connection)
                }
            case .resumed(let conversation, let id, let reason):
                goOn(conversation, id, reason, with: handler)
            case .nothing:
                handler.idle()
            case .end:
                return
            }
        }
    }

    private func goOn(
        _ conversation: Conversation, _ id: ParkedRequests.ID, _ reason: ParkedRequests.Reason,
        with handler: FastCGIHandler
    ) {
        guard let request = conversation.question, let connection = conversation.connection else { return }
        let reply = handler.resume(request, id, reason)
        if reason == .clientIsGone {
            conversation.abandon()
            connections.forget(connection)
        } else {
            _ = settle(reply, of: conversation, with: handler)
        }
    }

    /// - Returns: whether the conversation is parked: it belongs to somebody else now.
    private func settle(_ reply: FastCGIReply, of conversation: Conversation, with handler: FastCGIHandler) -> Bool {
        var reply = reply
        while true {
            switch reply {
            case .answer(let response):
                guard let connection = conversation.connection else { return false }
                if conversation.answer(response, isLast: takeLastAnswer) {
                    connections.giveBack(connection)
                } else {
                    connections.forget(connection)
                }
                return false
            case .park(let id, let end, let isWhole):
                // What ends the request must be read before anything else on the connection can be its end.
                let isWhole = isWhole && conversation.drain()
                guard let reason = parked.park(conversation, as: id, until: end, isWhole: isWhole) else { return true }
                guard let request = conversation.question else { return false }
                reply = handler.resume(request, id, reason)
            }
        }
    }
}
