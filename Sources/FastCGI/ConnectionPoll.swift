internal import Glibc

/// The connections that wait for a request, the listening socket, and a pipe that wakes whoever watches them.
///
/// Owned by the poll thread; ``returned(_:)`` and ``wake()`` are for the others.
final class ConnectionPoll: @unchecked Sendable {
    // `idle` is used by the poll thread only; `back` under `lock`; the descriptors do not change.

    /// The most connections at a time. libfcgi's `select` cannot take descriptors from 1024.
    static let connectionLimit = 512
    /// The longest wait for the next bytes of a request that has begun, or for the peer to take some.
    static let transferLimit = Duration.seconds(10)

    /// A connection that waits, and since when.
    private struct Idle {
        let connection: Int32
        let since: ContinuousClock.Instant
    }

    private let listening: Int32
    private let wakeReading: Int32
    private let wakeWriting: Int32
    private var idle: [Idle] = []
    private var back: [Int32] = []
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init(listening: Int32) {
        self.listening = listening
        _ = fcntl(listening, F_SETFL, fcntl(listening, F_GETFL) | O_NONBLOCK)
        var ends: [Int32] = [-1, -1]
        let code = pipe(&ends)
        precondition(code == 0, "no pipe (errno \(errno))")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (wakeReading, wakeWriting) = (ends[0], ends[1])
        pthread_mutex_init(lock, nil)
    }

    deinit {
        close(wakeReading)
        close(wakeWriting)
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Takes a connection back whose request has been answered; ``wake()`` must follow.
    func returned(_ connection: Int32) {
        pthread_mutex_lock(lock)
        back.append(connection)
        pthread_mutex_unlock(lock)
    }

    /// Ends ``next(accepting:)``. A full pipe wakes as well.
    func wake() {
        var byte: UInt8 = 0
        _ = write(wakeWriting, &byte, 1)
    }

    /// Waits for something to happen.
    ///
    /// - Parameters:
    ///   - accepting: whether new connections are welcome now; else they wait in the backlog, or another process of the
    ///     function takes them.
    ///   - limit: the longest wait in milliseconds; -1: none.
    /// - Returns: the connections that can be read. They are the caller's now.
    func next(accepting: Bool, within limit: Int32 = -1) -> [Int32] {
        takeBack()
        let accepting = accepting && idle.count < Self.connectionLimit
        var polled = [
            pollfd(fd: wakeReading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: accepting ? listening : -1, events: Int16(POLLIN), revents: 0),
        ]
        polled += idle.map { pollfd(fd: $0.connection, events: Int16(POLLIN), revents: 0) }
        guard poll(&polled, nfds_t(polled.count), limit) > 0 else { return [] }
        if polled[0].revents != 0 { emptyPipe() }
        var readable: [Int32] = []
        var waiting: [Idle] = []
        for (entry, connection) in zip(polled[2...], idle) {
            if entry.revents == 0 { waiting.append(connection) } else { readable.append(entry.fd) }
        }
        idle = waiting
        if polled[1].revents != 0 { accept() }
        return readable
    }

    /// Whether a connection waits for a request.
    var hasIdle: Bool {
        takeBack()
        return !idle.isEmpty
    }

    /// Closes the connection that has waited longest, if it has waited for `age`.
    func closeOldest(waitingFor age: Duration) {
        guard let oldest = idle.indices.min(by: { idle[$0].since < idle[$1].since }),
            idle[oldest].since.duration(to: .now) >= age
        else { return }
        close(idle.remove(at: oldest).connection)
    }

    /// Closes all connections that wait for a request.
    func closeIdle() {
        takeBack()
        for waiting in idle { close(waiting.connection) }
        idle = []
    }

    private func takeBack() {
        pthread_mutex_lock(lock)
        if !back.isEmpty { idle += back.map { Idle(connection: $0, since: .now) } }
        back = []
        pthread_mutex_unlock(lock)
    }

    private func emptyPipe() {
        var bytes = [UInt8](repeating: 0, count: 256)
        while read(wakeReading, &bytes, bytes.count) > 0 {}
    }

    /// Another process may have been faster, a client may have gone away: then there is nothing to accept.
    private func accept() {
        let connection = Glibc.accept(listening, nil, nil)
        guard connection >= 0 else {
            if errno == EMFILE || errno == ENFILE { usleep(10_000) }
            return
        }
        guard connection < Self.connectionLimit * 2 else {
            close(connection)
            return
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: Int(Self.transferLimit.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        idle.append(Idle(connection: connection, since: .now))
    }
}
