import JSON
import Redis
import Runs
import Threads

/// The thread that tells of ended runs, so that no commit waits for Redis.
///
/// Whoever waits for a run finds its end in the database a little later, so what cannot be told is dropped.
final class Announcer: Sendable {
    /// How many runs are told of between two looks at whether Redis is still there.
    static let batchLimit = 1_000

    private let ended = WaitQueue<RunID>()
    private let configuration: RedisConfiguration

    init(_ configuration: RedisConfiguration) {
        self.configuration = configuration
    }

    func put(_ run: RunID) {
        ended.put(run)
    }

    /// Tells of what is queued, and ends ``run()``.
    func close() {
        ended.close()
    }

    /// The loop; returns after ``close()``.
    func run() {
        let hints = RunHints(Redis(configuration))
        var isSilent = false
        while true {
            let runs = ended.take(upTo: Self.batchLimit, waiting: nil)
            if runs.isEmpty { return }
            do {
                for run in runs { try hints.publish(run, on: .finished) }
                isSilent = false
            } catch {
                if !isSilent {
                    WorkerLog.note(
                        .warning, "Redis does not take messages; who waits for a run hears of its end a little later",
                        ["reason": .string("\(error)")])
                }
                isSilent = true
            }
        }
    }
}
