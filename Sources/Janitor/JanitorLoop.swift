import Database
import Identity
import JSON
import Redis
import Supervision
import Tenants
import Threads

/// The thread that looks for what is to be deleted.
final class JanitorLoop {
    /// Between two looks.
    static let interval = Duration.seconds(5)

    private let stop: WaitQueue<Never>
    private let removal: TenantRemoval
    private let redis: Redis
    /// Whether the last look failed: the log says it once.
    private var isFailing = false

    /// - Parameter stop: closed when the janitor ends.
    init(_ configuration: JanitorConfiguration, stop: WaitQueue<Never>) {
        self.stop = stop
        removal = TenantRemoval(database: Database(configuration.database))
        redis = Redis(configuration.redis)
    }

    /// Works until `stop` is closed. What fails is tried again at the next look.
    func run() {
        while !stop.isFinished {
            note(deleteTenants())
            _ = stop.take(upTo: 1, waiting: Self.interval)
        }
    }

    /// - Returns: what went wrong last. One tenant that cannot be deleted does not stop the others.
    private func deleteTenants() -> (any Error)? {
        var failure: (any Error)?
        do {
            for tenant in try removal.due() where !stop.isFinished {
                do { try delete(tenant) } catch { failure = error }
            }
        } catch {
            failure = error
        }
        return failure
    }

    private func delete(_ tenant: TenantID) throws {
        guard try removal.begin(tenant) else { return }
        let started = ContinuousClock.now
        // First: while the tenant's row is there, this is tried again.
        try deleteStreams(of: tenant)
        guard let rows = try removal.delete(tenant, while: { !stop.isFinished }) else { return }
        // A producer that went on meanwhile has made them anew.
        try deleteStreams(of: tenant)
        let seconds = Int((ContinuousClock.now - started) / .seconds(1))
        DaemonLog.janitor.note(
            .info, "deleted a tenant", ["tenant": .string("\(tenant)"), "rows": JSON(rows), "seconds": JSON(seconds)])
    }

    private func note(_ failure: (any Error)?) {
        if let failure, !isFailing {
            DaemonLog.janitor.note(.warning, "tenants cannot be deleted now", ["reason": .string("\(failure)")])
        }
        if failure == nil, isFailing { DaemonLog.janitor.note(.info, "tenants are deleted again") }
        isFailing = failure != nil
    }

    /// What its producers have put into Redis.
    private func deleteStreams(of tenant: TenantID) throws {
        for prefix in ["intelligentic:ingress:", "intelligentic:ingress-refused:"] {
            try redis.send("UNLINK", "\(prefix)\(tenant)")
        }
    }
}
