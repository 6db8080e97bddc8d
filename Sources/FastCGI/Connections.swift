internal import Glibc
internal import Synchronization

/// The web server's connections to this process, and the socket that they come from.
///
/// A connection that waits for a request is watched. One that is reported belongs to the thread that ``begin(_:)`` gives it
/// to, until ``giveBack(_:)`` or ``forget(_:)``.
package final class Connections: Sendable {
    /// The most connections at a time, those of parked requests included.
    static let connectionLimit = 768
    /// A connection without a request is closed after so long. nginx closes its own after 60 s: it must be the first, or it
    /// might just be sending a request.
    package static let idleLimit = Duration.seconds(180)
    /// The longest time from the first byte of a request to the last one of its body: one that comes byte by byte must not
    /// hold its thread for ever.
    package static let receptionLimit = Duration.seconds(30)
    /// The longest wait for the next bytes of a request that has begun, or for the peer to take some.
    static let transferLimit = Duration.seconds(10)

    private enum Use {
        case waiting(since: ContinuousClock.Instant)
        case receiving(until: ContinuousClock.Instant)
        /// Its request is there; it is handled or parked.
        case busy
    }

    private struct Entry {
        let connection: Connection
        /// Which socket it is: libfcgi closes descriptors by itself, and their numbers are used again.
        let inode: ino_t
        var use: Use

        var waitingSince: ContinuousClock.Instant? {
            if case .waiting(let since) = use { since } else { nil }
        }
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]
        var nextNumber: UInt64
        /// There are so many that the socket is not watched.
        var isFull = false
    }

    /// Rung when there is a connection where there was none.
    let attention = Bell()
    private let epoll: Epoll
    private let listening: (descriptor: Int32, number: UInt64)
    private let limits: ConnectionLimits
    private let state: Mutex<State>

    /// - Parameters:
    ///   - number: under which `epoll` reports the socket; connections have numbers from there on.
    ///   - epoll: where all of them are watched.
    init(listening: Int32, as number: UInt64, in epoll: Epoll, limits: ConnectionLimits) {
        self.epoll = epoll
        self.listening = (listening, number)
        self.limits = limits
        state = Mutex(State(nextNumber: number + 1))
        _ = fcntl(listening, F_SETFL, fcntl(listening, F_GETFL) | O_NONBLOCK)
        epoll.add(listening, as: number, .once)
    }

    var isEmpty: Bool { state.withLock(\.entries.isEmpty) }

    /// Takes a connection from the socket. Another process may have been faster, a client may have gone away: then there
    /// is none.
    func accept() {
        defer { watchListening() }
        let descriptor = Glibc.accept(listening.descriptor, nil, nil)
        guard descriptor >= 0 else {
            if errno == EMFILE || errno == ENFILE { usleep(10_000) }
            return
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: Int(Self.transferLimit.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard let inode = Self.inode(of: descriptor) else {
            close(descriptor)
            return
        }
        let (connection, isFirst) = state.withLock { state in
            let isFirst = state.entries.isEmpty
            let connection = Connection(number: state.nextNumber, descriptor: descriptor)
            state.nextNumber += 1
            state.entries[connection.number] = Entry(
                connection: connection, inode: inode, use: .waiting(since: .now))
            return (connection, isFirst)
        }
        if isFirst { attention.ring() }
        epoll.add(descriptor, as: connection.number, .once)
    }

    /// No more are accepted.
    func stopAccepting() {
        epoll.remove(listening.descriptor)
    }

    /// Gives a connection that was reported to its thread; nil: it has been closed meanwhile.
    func begin(_ number: UInt64) -> Connection? {
        let end = ContinuousClock.now + limits.reception
        return state.withLock { state in
            guard case .waiting? = state.entries[number]?.use else { return nil }
            state.entries[number]?.use = .receiving(until: end)
            return state.entries[number]?.connection
        }
    }

    /// All of a request has come.
    func received(_ connection: Connection) {
        state.withLock { $0.entries[connection.number]?.use = .busy }
    }

    /// Waits for the next request.
    func giveBack(_ connection: Connection) {
        let now = ContinuousClock.now
        state.withLock { $0.entries[connection.number]?.use = .waiting(since: now) }
        epoll.rearm(connection.descriptor, as: connection.number)
    }

    /// The connection has been closed.
    func forget(_ connection: Connection) {
        let wasFull = state.withLock { state in
            state.entries[connection.number] = nil
            return state.isFull
        }
        if wasFull { watchListening() }
    }

    private func watchListening() {
        let isFull = state.withLock { state in
            state.isFull = state.entries.count >= Self.connectionLimit
            return state.isFull
        }
        if !isFull { epoll.rearm(listening.descriptor, as: listening.number) }
    }

    /// Closes connections that have waited for too long, and ends the receptions that take too long: their threads read
    /// the end of the connection.
    func endOverdue() {
        let now = ContinuousClock.now
        closeWaiting { $0 <= now - limits.idle }
        let isFull = state.withLock { state in
            for (number, entry) in state.entries {
                guard case .receiving(let end) = entry.use, end <= now else { continue }
                state.entries[number]?.use = .busy
                // What is shut down is the socket that was accepted, whoever closes the number meanwhile.
                let own = dup(entry.connection.descriptor)
                guard own >= 0 else { continue }
                if Self.inode(of: own) == entry.inode { shutdown(own, Int32(SHUT_RD)) }
                close(own)
            }
            return state.isFull
        }
        if isFull { watchListening() }
    }

    /// Closes the connection that has waited longest, if it has waited for `age`.
    func closeOldest(waitingFor age: Duration) {
        let oldest = state.withLock { $0.entries.values.compactMap(\.waitingSince).min() }
        guard let oldest, oldest.duration(to: .now) >= age else { return }
        closeWaiting { $0 == oldest }
    }

    /// Closes what is left when no thread is.
    func closeAll() {
        state.withLock { state in
            for entry in state.entries.values where entry.waitingSince != nil { close(entry.connection.descriptor) }
            state.entries = [:]
        }
    }

    /// Closes those that wait since a time that is meant, unless a request has come that no thread has seen yet.
    private func closeWaiting(since isMeant: (ContinuousClock.Instant) -> Bool) {
        state.withLock { state in
            for (number, entry) in state.entries {
                guard let since = entry.waitingSince, isMeant(since) else { continue }
                var polled = pollfd(fd: entry.connection.descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&polled, 1, 0) == 0 else { continue }
                close(entry.connection.descriptor)
                state.entries[number] = nil
            }
        }
    }

    private static func inode(of descriptor: Int32) -> ino_t? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status.st_ino : nil
    }
}
