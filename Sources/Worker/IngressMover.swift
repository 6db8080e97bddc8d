import Database
import Events
import Glibc
import Identity
import JSON
import Redis
import Supervision

/// The thread that moves events from the streams of producers in Redis into the database, at once: until then they are as
/// durable as Redis's log.
final class IngressMover {
    /// How often it is asked which tenants there are.
    static let tenantInterval = Duration.seconds(5)
    /// How many streams one command reads.
    static let streamLimit = 100
    /// How long one round waits for events, when all streams are read by one command, and when they are not.
    static let roundWait = Duration.milliseconds(500)
    static let sharedRoundWait = Duration.milliseconds(100)
    private static let pause: UInt32 = 250_000

    private let ingress: Ingress
    private let tenantStore: IngressTenantStore
    private let hints: EventHints
    private var tenants: [TenantID] = []
    private var tenantsReadAt: ContinuousClock.Instant?
    /// Where the excess of tenants that are not active is looked at next.
    private var boundedLast: TenantID?
    private var isSilent = false

    init(_ configuration: WorkerConfiguration) {
        let (database, redis) = (Database(configuration.database), Redis(configuration.redis))
        ingress = Ingress(redis: redis, database: database)
        tenantStore = IngressTenantStore(database: database)
        hints = EventHints(redis)
    }

    /// Works until the shutdown begins. What fails is tried again.
    func run() {
        while !Shutdown.isUnderWay {
            do {
                try readTenants()
                if tenants.isEmpty { usleep(Self.pause) }
                try round()
                isSilent = false
            } catch {
                if !isSilent {
                    DaemonLog.worker.note(
                        .warning, "events of producers wait in Redis", ["reason": .string("\(error)")])
                }
                isSilent = true
                usleep(Self.pause)
            }
        }
    }

    private func readTenants() throws {
        let now = ContinuousClock.now
        if let last = tenantsReadAt, now - last < Self.tenantInterval { return }
        tenants = try tenantStore.tenants()
        tenantsReadAt = now
        let refused = try ingress.bound(tenantStore.inactive(), after: &boundedLast) { !Shutdown.isUnderWay }
        if refused > 0 {
            DaemonLog.worker.note(
                .warning, "too many events of producers wait for tenants that are not active",
                ["refused": JSON(refused)])
        }
    }

    private func round() throws {
        let count = (tenants.count + Self.streamLimit - 1) / Self.streamLimit
        for part in 0..<count where !Shutdown.isUnderWay {
            let some = tenants.dropFirst(part * Self.streamLimit).prefix(Self.streamLimit)
            let outcome = try ingress.move(
                for: Array(some), wait: count == 1 ? Self.roundWait : Self.sharedRoundWait / count)
            // Without the hint the dispatcher finds them a little later.
            if outcome.moved > 0 { try? hints.publish() }
            if outcome.refused > 0 {
                DaemonLog.worker.note(
                    .warning, "entries of producers are no events", ["refused": JSON(outcome.refused)])
            }
        }
    }
}
