internal import Glibc

/// Looks after what no thread waits for: whether the clients of parked requests are still there, and what takes too long.
final class Attendant: Sendable {
    /// Between two looks, in milliseconds, while there are connections.
    private static let tick: Int32 = 100

    private let connections: Connections
    private let parked: ParkedRequests

    init(connections: Connections, parked: ParkedRequests) {
        self.connections = connections
        self.parked = parked
    }

    /// Ends ``attend(within:)``, at once or when it is called.
    func wake() {
        connections.attention.ring()
    }

    /// Waits until there may be something to do, and does it.
    ///
    /// - Parameter limit: the longest wait in milliseconds; nil: as long as there is nothing to look after.
    func attend(within limit: Int32? = nil) {
        var polled = [
            pollfd(fd: connections.attention.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: parked.watch, events: Int16(POLLIN), revents: 0),
        ]
        // Without connections there is nothing to look after: a function that nobody uses sleeps. Whoever gives a limit
        // has looked itself, and the last connection may go at any moment without a sound.
        poll(&polled, nfds_t(polled.count), limit ?? (connections.isEmpty ? -1 : Self.tick))
        if polled[0].revents != 0 { connections.attention.silence() }
        if polled[1].revents != 0 { parked.resumeAbandoned() }
        parked.resumeOverdue()
        connections.endOverdue()
    }
}
