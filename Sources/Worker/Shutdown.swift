import Glibc
import Supervision
import Synchronization

/// How a worker ends.
enum Shutdown {
    /// Tells a supervisor that the worker ended because another one took over.
    static let leaseLostStatus: Int32 = 3

    private static let stopping = Atomic(false)

    static var isUnderWay: Bool {
        stopping.load(ordering: .relaxed)
    }

    static func begin() {
        stopping.store(true, ordering: .relaxed)
    }

    /// Ends the process without another write: somebody else executes its runs.
    static func becauseLeaseIsLost() -> Never {
        DaemonLog.worker.note(
            .error, "another worker took over this one's runs; it was silent for longer than its lease")
        _exit(leaseLostStatus)
    }
}
