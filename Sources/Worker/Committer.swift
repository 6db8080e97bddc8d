import CloudEvents
import Database
import Events
import Glibc
import Identity
import JSON
import Runs
import Supervision
import Synchronization
import Threads
import WorkflowEngine

/// The writer of a worker: commits what all its runs did, together.
///
/// One commit to disk carries every row that came while the last one was under way, so a busy worker pays one flush
/// for many runs. Those with large values are made beside it, one by one, on a thread of their own: nobody waits for another's.
final class Committer: Sendable {
    /// Between attempts while the database cannot be reached.
    static let shortestPause = Duration.milliseconds(50)
    static let longestPause = Duration.seconds(2)
    /// After a large commit, while others wait for theirs.
    static let longestRest = Duration.seconds(1)

    /// What became of a commit.
    enum Outcome: Sendable {
        case committed
        /// Another worker has written to the run, or it cannot be stored: this worker must let go of it.
        case dropped
    }

    private let small = SmallCommits()
    private let large = LargeCommits()
    /// How many batches there were.
    private let batches = Atomic(0)
    /// How many large commits.
    private let largeBatches = Atomic(0)
    private let configuration: DatabaseConfiguration
    private let lease: WorkerLease
    private let clock: DatabaseClock
    private let announcer: Announcer
    private let metrics: WorkerMetrics

    init(
        configuration: DatabaseConfiguration, lease: WorkerLease, clock: DatabaseClock, announcer: Announcer,
        metrics: WorkerMetrics
    ) {
        self.configuration = configuration
        self.lease = lease
        self.clock = clock
        self.announcer = announcer
        self.metrics = metrics
    }

    /// Queues a commit. Commits of one run happen in the order in which they were queued.
    ///
    /// - Parameter then: called on the committer's thread after the commit; must not block.
    func submit(_ commit: RunCommit, then: @escaping @Sendable (Outcome) -> Void = { _ in }) {
        small.put(CommitRequest(commit: commit, then: then))
    }

    /// Commits what is queued, and ends ``run()``.
    func close() {
        small.close()
    }

    /// The committer's loop; returns after ``close()``.
    func run() {
        let writer = SystemThread { self.runLarge() }
        let database = Database(configuration)
        while true {
            let batch = self.small.batch()
            if batch.isEmpty { break }
            let (small, large) = self.large.split(batch)
            if !small.isEmpty { commit(small, to: database) }
            self.large.put(large)
        }
        large.close()
        writer.join()
    }

    private func runLarge() {
        let database = Database(configuration)
        while let next = large.take() {
            let begun = ContinuousClock.now
            commit([next], to: database, isLarge: true)
            // An outage in between is no reason to rest for as long.
            if large.committed(next) { large.rest(min(.now - begun, Self.longestRest)) }
        }
    }

    private func commit(_ batch: [CommitRequest], to database: Database, isLarge: Bool = false) {
        let store = RunCommitStore(database: database)
        let events = EventStore(database: database)
        // The same for each attempt: after a lost connection nobody knows whether the commit happened.
        var number = CommitNumber(
            isLarge ? largeBatches.add(1, ordering: .relaxed).newValue : batches.add(1, ordering: .relaxed).newValue,
            isLarge: isLarge)
        var pause = Self.shortestPause
        let started = ContinuousClock.now
        while true {
            do {
                try store.commit(batch.map(\.commit), number: number, under: lease) { commit in
                    _ = try events.receive(commit.cloudEvents, in: commit.tenant)
                }
                metrics.committed(batch.map(\.commit), took: started.duration(to: .now))
                for request in batch {
                    announce(request.commit)
                    request.then(.committed)
                }
                return
            } catch is LeaseLost {
                Shutdown.becauseLeaseIsLost()
            } catch let error as DatabaseError where error.isTemporary {
                DaemonLog.worker.note(
                    .warning, "the database does not take commits; trying again", ["reason": .string("\(error)")])
                usleep(UInt32(pause.components.seconds * 1_000_000 + pause.components.attoseconds / 1_000_000_000_000))
                pause = min(pause * 2, Self.longestPause)
                number.isRepeated = true
            } catch {
                return split(batch, to: database, isLarge, because: error)
            }
        }
    }

    private func announce(_ commit: RunCommit) {
        if commit.ending?.isFinal == true {
            announcer.put(.ended(commit.run))
            if let parent = commit.parent { announcer.put(.ready(parent.run)) }
        }
        if !commit.children.isEmpty { announcer.put(.ready(commit.run)) }
        if !commit.events.isEmpty { announcer.put(.events) }
    }

    /// One run must not fail the others: each is committed alone, and the one that cannot be is ended.
    private func split(
        _ batch: [CommitRequest], to database: Database, _ isLarge: Bool, because error: any Error
    ) {
        guard batch.count == 1, let request = batch.first else {
            // Who returns too much must not cost the others their common transaction.
            let large = error is PayloadTooLarge ? Set(batch.filter(\.isTooLarge).map(\.commit.run)) : []
            let rest = batch.filter { !large.contains($0.commit.run) }
            guard !large.isEmpty, !rest.isEmpty else {
                for request in batch { commit([request], to: database) }
                return
            }
            commit(rest, to: database)
            for request in batch where large.contains(request.commit.run) { commit([request], to: database) }
            return
        }
        let isForeign = (error as? DatabaseError)?.isDuplicateKey ?? false
        DaemonLog.worker.note(
            .error, isForeign ? "another worker executes this run" : "a run cannot be stored",
            ["run": .string(request.commit.run.description), "reason": .string("\(error)")])
        if !isForeign, !request.commit.isOnlyFault {
            let failure = WorkflowError(
                .runtime,
                detail: (error as? PayloadTooLarge).map { "\($0)" }
                    ?? "What the run did could not be stored; the worker's log has the database's reason.")
            var fault = RunCommit(
                tenant: request.commit.tenant, run: request.commit.run,
                ending: .faulted(error: failure.json, at: clock.now))
            fault.parent = request.commit.parent
            commit([CommitRequest(commit: fault, then: { _ in })], to: database, isLarge: isLarge)
        }
        request.then(.dropped)
    }
}

extension RunCommit {
    /// The engine has made them by the rules, so all of them are events.
    fileprivate var cloudEvents: [CloudEvent] {
        events.compactMap { try? CloudEvent($0) }
    }

    fileprivate var isOnlyFault: Bool {
        if case .faulted = ending { return journal.isEmpty && tasks.isEmpty && usage.isEmpty }
        return false
    }
}
