import Audit
import Database
import Identity
import JSON
import Supervision
import Threads

/// The thread that appends and, now and then, deletes.
final class AuditorLoop {
    /// Between two looks into the intake: an entry is in the log within a second.
    static let interval = Duration.milliseconds(200)
    /// After a failure.
    static let pause = Duration.seconds(1)
    /// Between two looks for entries that are no longer kept.
    static let retentionInterval = Duration.seconds(600)

    private let stop: WaitQueue<Never>
    private let retentionDays: Int
    private var round: AuditRound
    private let retention: AuditRetentionStore
    /// When old entries are looked for, and after which chain; nil: after none.
    private var nextRetention = ContinuousClock.now
    private var lastPruned: TenantID?
    /// Whether the last look failed: the log says it once.
    private var isFailing = false

    /// - Parameter stop: closed when the auditor ends.
    init(_ configuration: AuditorConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        retentionDays = configuration.retentionDays
        let database = Database(configuration.database)
        round = AuditRound(AuditAppender(database: database))
        retention = AuditRetentionStore(database: database)
    }

    /// Works until `stop` is closed. What fails is tried again at the next look.
    func run() {
        var nextLook = ContinuousClock.now
        while !stop.isFinished {
            do {
                if ContinuousClock.now >= nextLook {
                    try round.appendAll(while: { !stop.isFinished }, failed: noteAppending)
                    // A pause in any case: batches get larger by it, and commits fewer.
                    nextLook = .now + Self.interval
                } else {
                    try round.appendBacklog(while: { !stop.isFinished }, failed: noteAppending)
                }
                try deleteOld()
                if isFailing { DaemonLog.auditor.note(.info, "entries are appended again") }
                isFailing = false
            } catch {
                if !isFailing {
                    DaemonLog.auditor.note(.warning, "entries cannot be appended now", ["reason": .string("\(error)")])
                }
                isFailing = true
                nextLook = .now + Self.pause
            }
            if isFailing || round.backlog.isEmpty {
                _ = stop.take(upTo: 1, waiting: max(.zero, ContinuousClock.now.duration(to: nextLook)))
            }
        }
    }

    private func noteAppending(_ tenant: TenantID, _ error: any Error) {
        DaemonLog.auditor.note(
            .error, "entries of a tenant cannot be appended; those of others are",
            ["tenant": .string("\(tenant)"), "reason": .string("\(error)")])
    }

    /// A part of the work at each look, so that what is new does not wait for what is old.
    private func deleteOld() throws {
        guard ContinuousClock.now >= nextRetention else { return }
        let progress = try retention.deleteEntries(
            olderThan: retentionDays, after: lastPruned, while: { !stop.isFinished }
        ) { tenant, error in
            DaemonLog.auditor.note(
                .error, "old entries of a tenant cannot be deleted",
                ["tenant": .string("\(tenant)"), "reason": .string("\(error)")])
        }
        lastPruned = progress.hasMore ? progress.last : nil
        if !progress.hasMore { nextRetention = .now + Self.retentionInterval }
        guard progress.deleted > 0 else { return }
        DaemonLog.auditor.note(
            .info, "deleted old entries",
            ["entries": JSON(progress.deleted), "retentionDays": JSON(retentionDays)])
    }
}
