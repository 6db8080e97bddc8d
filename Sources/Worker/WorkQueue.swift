import Identity
import Synchronization
import Threads

/// The work of all tenants, for threads that take it. Tenants take turns, and one whose turns take long leaves a thread to
/// the others as long as there are some.
final class WorkQueue<Work: Sendable>: Sendable {
    /// A turn that takes longer than this is long.
    static var longTurn: Duration { .milliseconds(5) }
    /// For so long after its last turn a tenant counts as one of the others.
    static var presence: Duration { .milliseconds(250) }

    private struct Line {
        var work: [Work] = []
        var head = 0
        /// Its turns under way.
        var turns = 0
        /// Whether its last turn was long.
        var isLong = false

        var isEmpty: Bool { head == work.count }

        mutating func take() -> Work {
            defer {
                head += 1
                if head == work.count || head > 1_024 && head > work.count / 2 {
                    work.removeFirst(head)
                    head = 0
                }
            }
            return work[head]
        }
    }

    private struct Lines {
        var lines: [TenantID: Line] = [:]
        /// The tenants with work, in the order of their turns.
        var rotation: [TenantID] = []
        /// The two tenants that had a turn last.
        var recent: [(tenant: TenantID, at: ContinuousClock.Instant)] = []
        /// Turns that nobody could take because the work left was held back.
        var untaken = 0

        /// Whether the thread that looks is left to others.
        func holdsBack(_ tenant: TenantID, _ threads: Int) -> Bool {
            guard let line = lines[tenant], line.isLong, line.turns >= max(1, threads - 1) else { return false }
            let now = ContinuousClock.now
            return recent.contains { $0.tenant != tenant && now - $0.at < WorkQueue.presence }
        }
    }

    private let threads: Int
    private let lines = Mutex(Lines())
    private let turns = WaitQueue<Void>()

    /// - Parameter threads: how many take work.
    init(threads: Int) {
        self.threads = threads
    }

    func put(_ work: Work, of tenant: TenantID) {
        lines.withLock { lines in
            if lines.lines[tenant]?.isEmpty ?? true { lines.rotation.append(tenant) }
            lines.lines[tenant, default: Line()].work.append(work)
        }
        turns.put(())
    }

    /// After this, takers get what is left and then nil.
    func close() {
        turns.close()
    }

    /// The next work; waits for some. ``finish(_:took:)`` is to follow. Nil when the queue is closed and empty.
    func take() -> (work: Work, tenant: TenantID)? {
        while turns.take() != nil {
            let next: (work: Work, tenant: TenantID)? = lines.withLock { lines in
                guard let place = lines.rotation.firstIndex(where: { !lines.holdsBack($0, threads) }) else {
                    lines.untaken += 1
                    return nil
                }
                let tenant = lines.rotation.remove(at: place)
                guard let work = lines.lines[tenant]?.take() else { return nil }
                lines.lines[tenant]?.turns += 1
                if lines.lines[tenant]?.isEmpty == false { lines.rotation.append(tenant) }
                return (work, tenant)
            }
            if let next { return next }
        }
        return nil
    }

    /// A turn is over.
    func finish(_ tenant: TenantID, took time: Duration) {
        let untaken = lines.withLock { lines in
            lines.lines[tenant]?.turns -= 1
            lines.lines[tenant]?.isLong = time > Self.longTurn
            if let line = lines.lines[tenant], line.isEmpty, line.turns == 0, !line.isLong { lines.lines[tenant] = nil }
            lines.recent.removeAll { $0.tenant == tenant }
            lines.recent = lines.recent.suffix(1) + [(tenant, .now)]
            defer { lines.untaken = 0 }
            return lines.untaken
        }
        for _ in 0..<untaken { turns.put(()) }
    }
}
