import Database
import Events
import Glibc
import JSON
import Redis
import Runs
import Supervision

/// The thread that brings received events to the runs that may wait for them.
///
/// Redis only makes it quicker: what is to be dispatched is found again in the database.
final class Dispatcher {
    /// How often the database is asked when nothing is heard.
    static let pollInterval = Duration.milliseconds(250)
    private static let pause: UInt32 = 250_000

    private let configuration: WorkerConfiguration
    private let events: EventDispatchStore
    private let hints: RunHints
    private var subscription: RedisSubscription?
    private var isDatabaseSilent = false

    init(_ configuration: WorkerConfiguration) {
        self.configuration = configuration
        events = EventDispatchStore(database: Database(configuration.database))
        hints = RunHints(Redis(configuration.redis))
    }

    /// Works until the shutdown begins.
    func run() {
        while !Shutdown.isUnderWay {
            do {
                let dispatch = try events.dispatch()
                tell(dispatch.runs)
                isDatabaseSilent = false
                if !dispatch.hasMore { listen() }
            } catch {
                // The intake says when the database answers again.
                if !isDatabaseSilent {
                    DaemonLog.worker.note(.warning, "events cannot be dispatched now", ["reason": .string("\(error)")])
                }
                isDatabaseSilent = true
                usleep(Self.pause)
            }
        }
    }

    /// Without Redis the runs are found a little later.
    private func tell(_ runs: [RunID]) {
        do {
            for run in runs { try hints.publish(run, on: .ready) }
        } catch {
            return
        }
    }

    /// Waits until Redis tells of an event, at most ``pollInterval``.
    private func listen() {
        do {
            if subscription == nil {
                subscription = try RedisSubscription(configuration.redis, channels: [EventHints.channel])
                // What came before is looked for once more, now that nothing is missed.
                return
            }
            _ = try subscription?.next(timeout: Self.pollInterval)
        } catch {
            subscription = nil
            usleep(Self.pause)
        }
    }
}
