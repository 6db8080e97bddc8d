import Identity
import JSON
import Runs
import Synchronization
import Threads

/// Commits that take long because of what they carry: a thread of their own makes them one by one, of one tenant after the other, and
/// leaves as much time to the commits of other tenants as they take themselves.
final class LargeCommits: Sendable {
    /// A commit with more bytes of values than this is large.
    static let smallest = 64 << 10

    private struct State {
        var line = FairLine<TenantID, CommitRequest>()
        /// How many commits of a run are here, the one that is being made among them.
        var runs: [RunID: Int] = [:]
        /// Those who had small commits since the last large one.
        var others: Set<TenantID> = []
    }

    private let state = Mutex(State())
    private let turns = WaitQueue<Void>()
    private let end = WaitQueue<Never>()

    /// Tells the large ones, and those of runs that have a large one here, from the others: a run's commits happen in their order.
    /// ``put(_:)`` is to follow for the large ones, once the others are committed.
    func split(_ batch: [CommitRequest]) -> (small: [CommitRequest], large: [CommitRequest]) {
        state.withLock { state in
            var (small, large): ([CommitRequest], [CommitRequest]) = ([], [])
            for request in batch {
                let run = request.commit.run
                if state.runs[run] != nil || request.commit.valueSize > Self.smallest {
                    state.runs[run, default: 0] += 1
                    large.append(request)
                } else {
                    state.others.insert(request.commit.tenant)
                    small.append(request)
                }
            }
            return (small, large)
        }
    }

    func put(_ large: [CommitRequest]) {
        state.withLock { state in
            for request in large { state.line.append(request, of: request.commit.tenant) }
        }
        for _ in large { turns.put(()) }
    }

    /// After this, what is left is made without rests.
    func close() {
        turns.close()
        end.close()
    }

    /// The next one; waits for one. ``committed(_:)`` is to follow. Nil when there are no more.
    func take() -> CommitRequest? {
        guard turns.take() != nil else { return nil }
        return state.withLock { $0.line.removeFirst() }
    }

    /// Lets the run's later commits follow.
    ///
    /// - Returns: whether others have commits.
    func committed(_ request: CommitRequest) -> Bool {
        state.withLock { state in
            let left = state.runs[request.commit.run, default: 1] - 1
            state.runs[request.commit.run] = left > 0 ? left : nil
            state.others.remove(request.commit.tenant)
            defer { state.others = [] }
            return !state.others.isEmpty
        }
    }

    /// Waits, unless no more are to come.
    func rest(_ time: Duration) {
        _ = end.take(upTo: 1, waiting: time)
    }
}

extension RunCommit {
    /// About how many bytes its values have.
    fileprivate var valueSize: Int {
        let tasks = tasks.reduce(0) { sum, task in
            [task.input, task.output, task.error, task.detail].reduce(sum) { $0 + ($1?.approximateSize ?? 0) }
        }
        let rest = children.map(\.input) + events + (snapshot.map { [$0.state] } ?? [])
        let ended: Int =
            switch ending {
            case .completed(let value, _), .faulted(let value, _): value.approximateSize
            case .cancelled, .parked, .released, nil: 0
            }
        return journal.reduce(0) { $0 + $1.entry.approximateSize } + rest.reduce(0) { $0 + $1.approximateSize } + tasks
            + ended
    }
}
