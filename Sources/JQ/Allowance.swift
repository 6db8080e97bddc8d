internal import Glibc

/// The time that one exchange may take.
struct Allowance {
    private let limit: Duration
    private let end: ContinuousClock.Instant
    /// Whom to ask, and when; nil when nobody needs to be asked (any more).
    private var overtime: (any Overtime)?
    private let patienceEnd: ContinuousClock.Instant
    /// Who evaluates; nil: it need not come after others.
    private let evaluator: Int32?
    /// Whether overtime was asked for and granted.
    private(set) var isOvertime = false

    /// - Parameter evaluator: the pid of who evaluates: in overtime all others come first at the cores.
    init(
        _ limit: Duration, patience: Duration = .zero, overtime: (any Overtime)? = nil, of evaluator: Int32? = nil
    ) {
        let now = ContinuousClock.now
        self.limit = limit
        self.overtime = overtime
        self.evaluator = evaluator
        end = now + limit
        patienceEnd = now + patience
    }

    /// Waits until something can be read from or written to a socket.
    ///
    /// - Parameter event: `POLLIN` or `POLLOUT`.
    /// - Throws: `timeLimit`, `overtimeRefused`.
    mutating func wait(for event: Int32, on socket: Int32) throws(JQError) {
        while true {
            let now = ContinuousClock.now
            guard now < end else { throw .timeLimit(limit) }
            if let asked = overtime, now >= patienceEnd {
                guard asked.isGranted() else { throw .overtimeRefused }
                overtime = nil
                isOvertime = true
                if let evaluator { LeastPriority.give(to: evaluator) }
            }
            let rest = (overtime == nil ? end : min(patienceEnd, end)) - now
            let milliseconds = rest.components.seconds * 1_000 + rest.components.attoseconds / 1_000_000_000_000_000
            var descriptor = pollfd(fd: socket, events: Int16(event), revents: 0)
            if poll(&descriptor, 1, Int32(clamping: milliseconds + 1)) > 0 { return }
        }
    }
}
