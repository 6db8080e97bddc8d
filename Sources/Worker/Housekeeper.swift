import Database
import JSON
import Runs
import Threads

/// The thread that deletes what is no longer kept.
final class Housekeeper {
    /// Between two looks.
    static let interval = Duration.seconds(600)

    private let stop: WaitQueue<Never>
    private let retentionDays: Int
    private let runs: RunRetentionStore

    /// - Parameter stop: closed when the worker ends.
    init(_ configuration: WorkerConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        retentionDays = configuration.retentionDays
        runs = RunRetentionStore(database: Database(configuration.database))
    }

    /// Works until `stop` is closed. What fails is tried again at the next look.
    func run() {
        while !stop.isFinished {
            do {
                let deleted = try runs.deleteRuns(endedBefore: retentionDays) { !stop.isFinished }
                if deleted > 0 {
                    WorkerLog.note(
                        .info, "deleted runs that ended long ago",
                        ["runs": JSON(deleted), "retentionDays": JSON(retentionDays)])
                }
            } catch {
                WorkerLog.note(.warning, "old runs cannot be deleted now", ["reason": .string("\(error)")])
            }
            _ = stop.take(upTo: 1, waiting: Self.interval)
        }
    }
}
