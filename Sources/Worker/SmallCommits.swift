import Identity
import Runs
import Synchronization
import Threads

/// What waits for the next batch of commits. In a batch tenants take turns, and none has more than the others together, as long as
/// there are others: who does much makes nobody's commits wait for its own.
final class SmallCommits: Sendable {
    /// How many runs one transaction carries.
    static let batchLimit = 200
    /// So many of a tenant's any batch may have.
    static let part = 16
    /// For so long after its last commit a tenant counts as one of the others.
    static let presence = Duration.milliseconds(250)

    fileprivate struct State {
        var line = FairLine<TenantID, CommitRequest>()
        /// When the tenants had commits last.
        var seen: [TenantID: ContinuousClock.Instant] = [:]
    }

    private let state = Mutex(State())
    private let bell = WaitQueue<Void>()

    func put(_ request: CommitRequest) {
        state.withLock { $0.line.append(request, of: request.commit.tenant) }
        bell.put(())
    }

    /// After this, ``batch()`` gives what is left and then nothing.
    func close() {
        bell.close()
    }

    /// The next ones; waits for some. Empty when there are no more.
    func batch() -> [CommitRequest] {
        while true {
            let batch = state.withLock { $0.next(at: .now) }
            if !batch.isEmpty {
                // Else the rings for these would be kept.
                _ = bell.take(upTo: Self.batchLimit, waiting: .zero)
                return batch
            }
            // One ring may have been for several, and several for none.
            if bell.take(upTo: Self.batchLimit, waiting: nil).isEmpty { return state.withLock { $0.next(at: .now) } }
        }
    }
}

extension SmallCommits.State {
    fileprivate mutating func next(at now: ContinuousClock.Instant) -> [CommitRequest] {
        guard !line.isEmpty else { return [] }
        for tenant in line.owners { seen[tenant] = now }
        seen = seen.filter { now - $0.value < SmallCommits.presence }
        var (batch, counts): ([CommitRequest], [TenantID: Int]) = ([], [:])
        let isAlone = seen.count == 1
        while batch.count < SmallCommits.batchLimit {
            let next = line.removeFirst { tenant in
                let own = counts[tenant, default: 0]
                return isAlone || own < max(SmallCommits.part, batch.count - own + 1)
            }
            guard let next else { break }
            counts[next.commit.tenant, default: 0] += 1
            batch.append(next)
        }
        return batch
    }
}
