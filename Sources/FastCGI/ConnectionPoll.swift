internal import Glibc
internal import Synchronization

/// The connections that wait for a request, those of parked requests, the listening socket, and a pipe that wakes whoever
/// watches them.
///
/// Owned by the poll thread; ``returned(_:)`` and ``wake()`` are for the others.
package final class ConnectionPoll: @unchecked Sendable {
    // `idle` is used by the poll thread only; `back` under `lock`; the descriptors do not change.

    /// The most connections at a time, those of parked requests included.
    static let connectionLimit = 768
    /// libfcgi's `select` takes no descriptors from here on.
    private static let descriptorLimit: Int32 = 1_024
    /// A connection without a request is closed after so long. nginx closes its own after 60 s: it must be the first, or it
    /// might just be sending a request.
    package static let idleLimit = Duration.seconds(180)
    /// How long the poll sleeps at most, in milliseconds, while a time may come to its end: of a parked request, of the
    /// reception of one, of an idle connection.
    private static let parkedTick: Int32 = 100
    private static let receptionTick: Int32 = 1_000
    private static let longestIdleTick = Duration.seconds(30)
    /// The longest wait for the next bytes of a request that has begun, or for the peer to take some.
    static let transferLimit = Duration.seconds(10)

    /// A connection that waits, and since when.
    private struct Idle {
        let connection: Int32
        let since: ContinuousClock.Instant
    }

    private let parked: ParkedRequests
    private let receptions: Receptions
    private let idleLimit: Duration
    private var lookedAt = ContinuousClock.now
    private let listening: Int32
    private let wakeReading: Int32
    private let wakeWriting: Int32
    /// Whether the pipe holds a byte, or will in a moment.
    private let isWoken = Atomic(false)
    private var idle: [Idle] = []
    private var back: [Int32] = []
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init(
        listening: Int32, parked: ParkedRequests, receptions: Receptions, idleLimit: Duration = ConnectionPoll.idleLimit
    ) {
        self.listening = listening
        self.parked = parked
        self.receptions = receptions
        self.idleLimit = idleLimit
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

    /// Ends ``next(accepting:)``, at once or when it is called.
    func wake() {
        // One byte at a time is enough: whoever reads it looks at everything afterwards.
        guard !isWoken.exchange(true, ordering: .sequentiallyConsistent) else { return }
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
        let parkedCount = parked.count
        let accepting = accepting && idle.count + parkedCount < Self.connectionLimit
        var polled = [
            pollfd(fd: wakeReading, events: Int16(POLLIN), revents: 0),
            pollfd(fd: parked.watch, events: Int16(POLLIN), revents: 0),
            pollfd(fd: accepting ? listening : -1, events: Int16(POLLIN), revents: 0),
        ]
        let others = polled.count
        polled += idle.map { pollfd(fd: $0.connection, events: Int16(POLLIN), revents: 0) }
        let tick = tick(hasParked: parkedCount > 0)
        let count = poll(&polled, nfds_t(polled.count), limit < 0 ? tick : tick < 0 ? limit : min(limit, tick))
        var readable: [Int32] = []
        if count > 0 {
            if polled[0].revents != 0 { emptyPipe() }
            if polled[1].revents != 0 { parked.resumeAbandoned() }
            var waiting: [Idle] = []
            for (entry, connection) in zip(polled[others...], idle) {
                if entry.revents == 0 { waiting.append(connection) } else { readable.append(entry.fd) }
            }
            idle = waiting
            if polled[2].revents != 0 { accept() }
        }
        endWhatIsOverdue(hasParked: parkedCount > 0)
        return readable
    }

    private func tick(hasParked: Bool) -> Int32 {
        if hasParked { return Self.parkedTick }
        if !receptions.isEmpty { return Self.receptionTick }
        return idle.isEmpty ? -1 : Int32(min(idleLimit, Self.longestIdleTick) / .milliseconds(1))
    }

    /// Under load the poll returns all the time, and looks at the clock only.
    private func endWhatIsOverdue(hasParked: Bool) {
        let now = ContinuousClock.now
        guard now - lookedAt >= .milliseconds(Self.parkedTick) else { return }
        lookedAt = now
        if hasParked { parked.resumeOverdue() }
        receptions.breakOffOverdue()
        for connection in idle where connection.since <= now - idleLimit { close(connection.connection) }
        idle.removeAll { $0.since <= now - idleLimit }
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
        var byte: UInt8 = 0
        _ = read(wakeReading, &byte, 1)
        _ = isWoken.exchange(false, ordering: .sequentiallyConsistent)
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
