import Identity
import Synchronization
import Threads

/// The thread that tells runs in memory that their timers are due. Runs that wait long are not in memory: the database
/// knows when they go on.
///
/// Times are the database's, so that its clock is followed within ``longestSleep`` where it is set.
final class RunTimers: Sendable {
    static let longestSleep = Duration.seconds(1)
    static let shortestSleep = Duration.milliseconds(1)

    private let table: RunTable
    private let clock: DatabaseClock
    private let nudges = WaitQueue<Void>()
    /// Until when the thread sleeps.
    private let target = Atomic<Int64>(ActiveRun.noTimer)

    init(_ table: RunTable, clock: DatabaseClock) {
        self.table = table
        self.clock = clock
    }

    /// Sets when the earliest timer of a run is due; nil for none.
    func set(_ time: Timestamp?, for run: ActiveRun) {
        let time = time?.microseconds ?? ActiveRun.noTimer
        run.nextTimer.store(time, ordering: .sequentiallyConsistent)
        if time < target.load(ordering: .sequentiallyConsistent) { nudges.put(()) }
    }

    func close() {
        nudges.close()
    }

    /// The loop; returns after ``close()``.
    func run() {
        while !nudges.isFinished {
            let now = clock.now.microseconds
            // Until it is known how long to sleep, whoever sets a timer says so: it may just have been passed over.
            target.store(ActiveRun.noTimer, ordering: .sequentiallyConsistent)
            var next = ActiveRun.noTimer
            for run in table.all {
                let time = run.nextTimer.load(ordering: .sequentiallyConsistent)
                if time > now {
                    next = min(next, time)
                } else if run.nextTimer.compareExchange(
                    expected: time, desired: ActiveRun.noTimer, ordering: .relaxed
                ).exchanged {
                    run.put(.timers)
                }
            }
            let sleep = next == ActiveRun.noTimer ? Self.longestSleep : Duration.microseconds(next - now)
            let bounded = max(Self.shortestSleep, min(sleep, Self.longestSleep))
            target.store((Timestamp(microseconds: now) + bounded).microseconds, ordering: .sequentiallyConsistent)
            _ = nudges.take(upTo: .max, waiting: bounded)
        }
    }
}
