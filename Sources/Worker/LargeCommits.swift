import Identity
import JSON
import Runs

/// Commits that take long because of what they carry: they are made one by one, and leave as much time to the commits of other
/// tenants as they take themselves.
struct LargeCommits {
    /// A commit with more bytes of values than this is large.
    static let smallest = 64 << 10

    /// In the order in which they came.
    private var waiting: [CommitRequest] = []
    private var runs: [RunID: Int] = [:]
    /// Not before this time, where others have commits.
    private var restsUntil = ContinuousClock.now
    /// Those who had small commits since the last large one.
    private var others: Set<TenantID> = []

    var isEmpty: Bool { waiting.isEmpty }

    /// How long nothing is to be done; nil: for ever.
    var pause: Duration? {
        isEmpty ? nil : max(.zero, restsUntil - .now)
    }

    /// Keeps the large ones, and those of runs that have a large one here: a run's commits happen in their order.
    ///
    /// - Returns: the others.
    mutating func keep(_ batch: [CommitRequest]) -> [CommitRequest] {
        batch.filter { request in
            let run = request.commit.run
            guard runs[run] != nil || request.commit.valueSize > Self.smallest else {
                others.insert(request.commit.tenant)
                return true
            }
            runs[run, default: 0] += 1
            waiting.append(request)
            return false
        }
    }

    /// The next one; nil: not yet.
    ///
    /// - Parameter isLast: no others come any more.
    mutating func next(isLast: Bool) -> CommitRequest? {
        guard !isEmpty, isLast || restsUntil <= .now else { return nil }
        let next = waiting.removeFirst()
        let left = runs[next.commit.run, default: 1] - 1
        runs[next.commit.run] = left > 0 ? left : nil
        return next
    }

    /// A large one is committed.
    mutating func committed(_ request: CommitRequest, took time: Duration) {
        others.remove(request.commit.tenant)
        restsUntil = others.isEmpty ? .now : .now + time
        others = []
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
