internal import CFastCGI
internal import Synchronization
internal import Threads

/// Serves FastCGI on a listening socket: one thread watches connections, some handle requests.
///
/// A connection that waits for its next request holds no thread. The socket may be shared with other processes.
package final class FastCGIServer: Sendable {
    /// After so long without work a handler thread calls its ``FastCGIHandler/idle``.
    package static let idleInterval = Duration.seconds(30)

    /// How long kept connections may still bring requests after ``stop()``.
    private static let lingerTime = Duration.milliseconds(300)
    /// Between two connections that are closed then, in milliseconds, and for all of them.
    private static let closingPause: Int32 = 10
    private static let closingLimit = Duration.seconds(2)

    private static let isLibraryReady = FCGX_Init() == 0

    private let threads: Int
    private let connections: ConnectionPoll
    private let readable = WaitQueue<Int32>()
    private let waiting = Atomic(0)
    private let isStopping = Atomic(false)

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
        while !isStopping.load(ordering: .acquiring) {
            hand(connections.next(accepting: waiting.load(ordering: .relaxed) < threads))
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

    /// Parts from the web server so that no request of its fails, not even one that it must not send twice.
    ///
    /// A connection that is in use is closed with its next answer. What nobody has used for a while is then closed, one after
    /// the other: nginx tries three connections for a request at most, and must hear of each one that is closed before
    /// it has tried three of those.
    private func part() {
        let lingerEnd = ContinuousClock.now + Self.lingerTime
        while ContinuousClock.now < lingerEnd, connections.hasIdle {
            hand(connections.next(accepting: false, within: Self.closingPause))
        }
        let end = ContinuousClock.now + Self.closingLimit
        repeat {
            hand(connections.next(accepting: false, within: Self.closingPause))
        } while connections.closeOne() && ContinuousClock.now < end
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
            let isKept = conversation.exchange(
                on: connection, isLast: { isStopping.load(ordering: .acquiring) }, handler.handle)
            waiting.subtract(1, ordering: .relaxed)
            // Either way there is a free thread now, and perhaps somebody in the backlog.
            if isKept { connections.returned(connection) } else { connections.wake() }
        }
    }
}
