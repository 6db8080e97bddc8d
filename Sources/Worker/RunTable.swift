import Glibc
import Runs
import Synchronization

/// The runs that this worker holds in memory.
final class RunTable: Sendable {
    private let runs = Mutex<[RunID: ActiveRun]>([:])

    var count: Int {
        runs.withLock { $0.count }
    }

    var all: [ActiveRun] {
        runs.withLock { Array($0.values) }
    }

    subscript(id: RunID) -> ActiveRun? {
        runs.withLock { $0[id] }
    }

    func insert(_ run: ActiveRun) {
        runs.withLock { $0[run.claim.run] = run }
    }

    func remove(_ run: ActiveRun) {
        // It may have been claimed again meanwhile.
        runs.withLock { runs in
            if runs[run.claim.run] === run { runs[run.claim.run] = nil }
        }
    }
}
