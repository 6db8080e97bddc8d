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

    /// - Parameter then: called where the run was there, before it can be inserted anew: what is kept of it by its id goes with it.
    func remove(_ run: ActiveRun, then: () -> Void) {
        // It may have been claimed again meanwhile.
        runs.withLock { runs in
            guard runs[run.claim.run] === run else { return }
            runs[run.claim.run] = nil
            then()
        }
    }
}
