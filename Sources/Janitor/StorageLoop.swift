import Database
import Identity
import JSON
import Supervision
import Tenants
import Threads

/// The thread that counts what tenants keep, where some have a quota of it.
final class StorageLoop {
    /// Between two rounds; and a round that takes long is followed by a pause of ``share`` times as long.
    static let interval = Duration.seconds(5)
    static let share = 4
    /// So often all runs that have ended are looked at: those of tenants that were brought back were not counted.
    static let fullInterval = Duration.seconds(3_600)
    /// Tenants that one statement names.
    static let pageLimit = 100

    private let stop: WaitQueue<Never>
    private let store: StorageCountStore
    private let boundsAll: Bool
    private var place = StorageCountStore.Place.start
    private var begunAt = ContinuousClock.now
    /// Whether the last round failed: the log says it once.
    private var isFailing = false

    /// - Parameter stop: closed when the janitor ends.
    init(_ configuration: JanitorConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        boundsAll = configuration.boundsStorage
        store = StorageCountStore(database: Database(configuration.database))
    }

    /// Works until `stop` is closed. What fails is tried again in the next round.
    func run() {
        while !stop.isFinished {
            let started = ContinuousClock.now
            do {
                if try boundsAll || store.isWanted() { try count() }
                note(nil)
            } catch {
                note(error)
            }
            _ = stop.take(upTo: 1, waiting: max(Self.interval, (ContinuousClock.now - started) * Self.share))
        }
    }

    private func count() throws {
        if ContinuousClock.now - begunAt >= Self.fullInterval { (place, begunAt) = (.start, .now) }
        // First: a run that ends meanwhile is rather missing for a moment than counted twice.
        var isDone = false
        while !isDone, !stop.isFinished { (place, isDone) = try store.countEnded(from: place) }
        var last: TenantID?
        while !stop.isFinished {
            let tenants = try store.tenants(after: last, limit: Self.pageLimit)
            for tenant in tenants where !stop.isFinished { try store.countRest(of: tenant) { !stop.isFinished } }
            guard tenants.count == Self.pageLimit else { break }
            last = tenants.last
        }
    }

    private func note(_ failure: (any Error)?) {
        if let failure, !isFailing {
            DaemonLog.janitor.note(
                .warning, "what tenants keep cannot be counted now", ["reason": .string("\(failure)")])
        }
        if failure == nil, isFailing { DaemonLog.janitor.note(.info, "what tenants keep is counted again") }
        isFailing = failure != nil
    }
}
