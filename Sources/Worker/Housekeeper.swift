import Database
import Events
import JSON
import Runs
import Supervision
import Threads

/// The thread that deletes what is no longer kept.
final class Housekeeper {
    /// Between two looks.
    static let interval = Duration.seconds(600)
    /// For so long an event that comes again is known to be the same.
    static let eventRetentionDays = 7

    private let stop: WaitQueue<Never>
    private let retentionDays: Int
    private let runs: RunRetentionStore
    private let events: EventRetentionStore

    /// - Parameter stop: closed when the worker ends.
    init(_ configuration: WorkerConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        retentionDays = configuration.retentionDays
        let database = Database(configuration.database)
        runs = RunRetentionStore(database: database)
        events = EventRetentionStore(database: database)
    }

    /// Works until `stop` is closed. What fails is tried again at the next look.
    func run() {
        while !stop.isFinished {
            do {
                let deleted = try runs.deleteRuns(endedBefore: retentionDays) { !stop.isFinished }
                if deleted > 0 {
                    DaemonLog.worker.note(
                        .info, "deleted runs that ended long ago",
                        ["runs": JSON(deleted), "retentionDays": JSON(retentionDays)])
                }
                let old = try events.deleteEvents(dispatchedBefore: Self.eventRetentionDays) { !stop.isFinished }
                if old > 0 {
                    DaemonLog.worker.note(
                        .info, "deleted events that were dispatched long ago",
                        ["events": JSON(old), "retentionDays": JSON(Self.eventRetentionDays)])
                }
            } catch {
                DaemonLog.worker.note(
                    .warning, "old runs and events cannot be deleted now", ["reason": .string("\(error)")])
            }
            _ = stop.take(upTo: 1, waiting: Self.interval)
        }
    }
}
