internal import CFastCGI
internal import Glibc

/// Descriptors that threads wait for together (epoll(7)), each under a number that its owner has chosen. A closed
/// descriptor is not waited for any more.
final class Epoll: Sendable {
    enum Trigger {
        /// As long as there is something.
        case level
        /// Whenever something comes.
        case edge
        /// Once, until ``rearm(_:as:)``.
        case once
    }

    /// How many events one look takes.
    private static let eventLimit = 64

    /// Can be waited for itself.
    let descriptor: Int32

    init() {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        precondition(descriptor >= 0, "no epoll (errno \(errno))")
    }

    deinit {
        close(descriptor)
    }

    /// Waits also for `descriptor` to be readable, or its other end to be closed.
    func add(_ descriptor: Int32, as number: UInt64, _ trigger: Trigger) {
        control(EPOLL_CTL_ADD, descriptor, number, trigger)
    }

    /// Waits again for what was reported once.
    func rearm(_ descriptor: Int32, as number: UInt64) {
        control(EPOLL_CTL_MOD, descriptor, number, .once)
    }

    func remove(_ descriptor: Int32) {
        epoll_ctl(self.descriptor, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// The number of one that is ready; no other thread is told of that. Nil: none was in time.
    func next(within limit: Duration) -> UInt64? {
        var event = epoll_event()
        return epoll_wait(descriptor, &event, 1, Int32(limit / .milliseconds(1))) == 1 ? event.data.u64 : nil
    }

    /// The numbers of those that are ready now.
    func ready() -> [UInt64] {
        var events = [epoll_event](repeating: epoll_event(), count: Self.eventLimit)
        let count = epoll_wait(descriptor, &events, Int32(events.count), 0)
        return events.prefix(max(0, Int(count))).map(\.data.u64)
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ number: UInt64, _ trigger: Trigger) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue
        switch trigger {
        case .level: break
        case .edge: event.events |= EPOLLET.rawValue
        case .once: event.events |= EPOLLONESHOT.rawValue
        }
        event.data.u64 = number
        epoll_ctl(self.descriptor, operation, descriptor, &event)
    }
}
