import Events
import JSON
import Redis
import Runs
import Supervision
import Threads

/// The thread that tells others of what was committed, so that no commit waits for Redis.
///
/// Whoever waits for it finds it in the database a little later, so what cannot be told is dropped.
final class Announcer: Sendable {
    /// How much is told between two looks at whether Redis is still there.
    static let batchLimit = 1_000

    enum News: Sendable {
        /// A run has ended.
        case ended(RunID)
        /// A run is ready to be claimed, or has something in its inbox.
        case ready(RunID)
        /// Events are to be dispatched.
        case events
    }

    private let news = WaitQueue<News>()
    private let configuration: RedisConfiguration

    init(_ configuration: RedisConfiguration) {
        self.configuration = configuration
    }

    func put(_ news: News) {
        self.news.put(news)
    }

    /// Tells of what is queued, and ends ``run()``.
    func close() {
        news.close()
    }

    /// The loop; returns after ``close()``.
    func run() {
        let redis = Redis(configuration)
        let (runs, events) = (RunHints(redis), EventHints(redis))
        var isSilent = false
        while true {
            let batch = news.take(upTo: Self.batchLimit, waiting: nil)
            if batch.isEmpty { return }
            do {
                for news in batch {
                    switch news {
                    case .ended(let run): try runs.publish(run, on: .finished)
                    case .ready(let run): try runs.publish(run, on: .ready)
                    case .events: try events.publish()
                    }
                }
                isSilent = false
            } catch {
                if !isSilent {
                    DaemonLog.worker.note(
                        .warning, "Redis does not take messages; who waits for a run hears of its end a little later",
                        ["reason": .string("\(error)")])
                }
                isSilent = true
            }
        }
    }
}
