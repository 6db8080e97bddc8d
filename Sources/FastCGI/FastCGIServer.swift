internal import CFastCGI
internal import Synchronization
internal import Threads

/// Serves FastCGI on a listening socket: one thread watches connections, some handle requests.
///
/// A connection that waits for its next request holds no thread. The socket may be shared with other processes.
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

    private let threads: Int
    private let connections: ConnectionPoll
    private let readable = WaitQueue<Int32>()
    private let waiting = Atomic(0)
    private let answered = Atomic(0)
    private let isStopping = Atomic(false)
    /// How many of the next answers are the last ones on their connections.
    private let lastAnswers = Atomic(0)

    /// - Parameters:
    ///   - listening: the descriptor of the socket, which stays open; FastCGI programs get theirs as descriptor 0.
    ///   - threads: how many requests are handled at a time.
    package init(listening: Int32 = 0, threads: Int) {
        precondition(Self.isLibraryReady, "libfcgi cannot start")
        self.threads = threads
        connections = ConnectionPoll(listening: listening)
    }

    /// Serves until ``stop()``, then finishes the requests that have come.
    ///
    /// - Parameter makeHandler: called once on each handler thread.
    package func run(_ makeHandler: @escaping @Sendable () -> FastCGIHandler) {
        let handlers = (0..<threads).map { _ in SystemThread { self.handle(with: makeHandler()) } }
        // Kept connections could have work for all threads forever: after some answers the backlog has its turn.
        var answeredBefore = 0
        while !isStopping.load(ordering: .acquiring) {
            let answered = answered.load(ordering: .relaxed)
            let accepting = waiting.load(ordering: .relaxed) < threads || answered - answeredBefore >= threads
            if accepting { answeredBefore = answered }
            hand(connections.next(accepting: accepting))
        }
        part()
        readable.close()
        for handler in handlers { handler.join() }
        connections.closeIdle()
    }

    /// Ends ``run(_:)``. What waits in the backlog is left to the next process.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        connections.wake()
    }

    /// Parts from the web server so that no request fails, not even one that it must not send twice.
    ///
    /// nginx may just be sending a request on a connection that we close, and tries three for a request at most. So they
    /// are closed one after the other: what nobody has used for some time, and after a while what is in use, with an answer.
    private func part() {
        let lingerEnd = ContinuousClock.now + Self.lingerLimit
        let end = lingerEnd + Self.closingLimit
        var nextClosing = ContinuousClock.now
        while connections.hasIdle || waiting.load(ordering: .acquiring) > 0, ContinuousClock.now < end {
            hand(connections.next(accepting: false, within: Self.closingPause))
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

    private func hand(_ connections: [Int32]) {
        for connection in connections {
            waiting.add(1, ordering: .relaxed)
            readable.put(connection)
        }
    }

    private func handle(with handler: FastCGIHandler) {
        let conversation = Conversation()
        while true {
            guard let connection = readable.take(upTo: 1, waiting: Self.idleInterval).first else {
                if readable.isFinished { return }
                handler.idle()
                continue
            }
            let isKept = conversation.exchange(on: connection, isLast: takeLastAnswer, handler.handle)
            if isKept { connections.returned(connection) }
            answered.add(1, ordering: .relaxed)
            waiting.subtract(1, ordering: .releasing)
            // There is a free thread now, and perhaps somebody in the backlog.
            connections.wake()
        }
    }
}
