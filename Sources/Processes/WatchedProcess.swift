internal import CSandbox
internal import Glibc

/// A process by a descriptor that stays its own: a signal never reaches a later process with the same pid.
///
/// Of the first process of a namespace: it counts as ended when all others there have ended, too (pid_namespaces(7)).
final class WatchedProcess: Sendable {
    let pid: Int32
    /// Readable when the process has ended (pidfd_open(2)).
    let descriptor: Int32

    /// - Returns: nil: there is no such process any more.
    init?(pid: Int32) {
        let descriptor = pidfd_open(pid, 0)
        guard descriptor >= 0 else { return nil }
        self.pid = pid
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func kill() {
        _ = pidfd_send_signal(descriptor, SIGKILL, nil, 0)
    }

    /// Waits for its end, for `limit` at most.
    ///
    /// - Returns: false: it still runs.
    func hasEnded(within limit: Duration) -> Bool {
        let end = ContinuousClock.now + limit
        while true {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let left = max(.zero, end - .now)
            let count = poll(&polled, 1, Int32(min(left / .milliseconds(1), Double(Int32.max - 1))) + 1)
            if count > 0 { return true }
            if count == 0, left == .zero { return false }
        }
    }
}
