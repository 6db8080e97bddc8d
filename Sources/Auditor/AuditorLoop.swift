import Audit
import Database
import Identity
import JSON
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
    private let appender: AuditAppender
    private let retention: AuditRetentionStore
    private var lastRetention: ContinuousClock.Instant?
    /// Whether the last look failed: the log says it once.
    private var isFailing = false

    /// - Parameter stop: closed when the auditor ends.
    init(_ configuration: AuditorConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        retentionDays = configuration.retentionDays
        let database = Database(configuration.database)
        appender = AuditAppender(database: database)
        retention = AuditRetentionStore(database: database)
    }

    /// Works until `stop` is closed. What fails is tried again at the next look.
    func run() {
        while !stop.isFinished {
            do {
                try append()
                try deleteOld()
                if isFailing { AuditorLog.note(.info, "entries are appended again") }
                isFailing = false
            } catch {
                if !isFailing {
                    AuditorLog.note(.warning, "entries cannot be appended now", ["reason": .string("\(error)")])
                }
                isFailing = true
            }
            _ = stop.take(upTo: 1, waiting: isFailing ? Self.pause : Self.interval)
        }
    }

    /// From tenant to tenant, a batch of each, until nothing waits.
    private func append() throws {
        while !stop.isFinished {
            let tenants = try appender.waitingTenants()
            if tenants.isEmpty { return }
            for tenant in tenants where !stop.isFinished { _ = try appender.append(of: tenant) }
        }
    }

    private func deleteOld() throws {
        let now = ContinuousClock.now
        if let lastRetention, lastRetention.duration(to: now) < Self.retentionInterval { return }
        let deleted = try retention.deleteEntries(olderThan: retentionDays) { !stop.isFinished }
        lastRetention = now
        guard deleted > 0 else { return }
        AuditorLog.note(
            .info, "deleted old entries", ["entries": JSON(deleted), "retentionDays": JSON(retentionDays)])
    }
}
