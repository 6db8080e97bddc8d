import Database
import Glibc
import Identity
import JSON
import Policies
import Redis
import Runs
import Supervision
import Threads
import WorkflowEngine

/// The thread that brings runs in: claims what is ready, takes over from silent workers, hears what is asked of runs, and
/// keeps the worker's lease.
///
/// Redis only makes it quicker: what must run is found again in the database.
final class Intake {
    /// How often the database is asked when nothing is heard.
    static let pollInterval = Duration.milliseconds(250)
    /// How often the lease is renewed and other workers' leases are looked at; well within a lease's lifetime.
    static let leaseInterval = Duration.seconds(2)
    /// How often it is asked while runs are ready that cannot be taken yet.
    static let heldBackInterval = Duration.milliseconds(20)
    /// How often it is asked which tenants are not active.
    static let tenantInterval = Duration.milliseconds(500)
    /// How many runs are claimed in one transaction.
    static let claimLimit = 100

    private let parts: WorkerParts
    private let claims: RunClaimStore
    private let leases: WorkerLeaseStore
    private let database: Database
    private var subscription: RedisSubscription?
    private var leaseLookedAt: ContinuousClock.Instant?
    private var demandsLookedAt: ContinuousClock.Instant?
    private var tenantsLookedAt: ContinuousClock.Instant?
    /// Whether something was heard of a run that is here.
    private var isAsked = true
    /// The runs here that are to be suspended, as the database said last.
    private var suspending: Set<RunID> = []
    private var isDatabaseSilent = false
    private var hasSeenNewerRuns = false

    init(_ parts: WorkerParts) {
        self.parts = parts
        database = Database(parts.configuration.database)
        claims = RunClaimStore(database: database, standardLimit: TenantPolicy.standardConcurrentRuns)
        leases = WorkerLeaseStore(database: database)
    }

    /// Works until the shutdown begins.
    func run() {
        while !Shutdown.isUnderWay {
            do {
                try keepLeases()
                try letGoOfInactive()
                try heed()
                let rest = try claim()
                if isDatabaseSilent { DaemonLog.worker.note(.info, "the database answers again") }
                isDatabaseSilent = false
                switch rest {
                case .more: break
                case .heldBack: listen(Self.heldBackInterval)
                case .none: listen(Self.pollInterval)
                }
            } catch is LeaseLost {
                Shutdown.becauseLeaseIsLost()
            } catch {
                if !isDatabaseSilent {
                    DaemonLog.worker.note(
                        .warning, "the database does not answer; trying again", ["reason": .string("\(error)")])
                }
                isDatabaseSilent = true
                usleep(250_000)
            }
        }
    }

    private func keepLeases() throws {
        let now = ContinuousClock.now
        if let last = leaseLookedAt, now - last < Self.leaseInterval { return }
        try leases.renew(parts.lease)
        try parts.clock.adjust(by: database)
        let freed = try leases.takeOverExpired()
        if freed > 0 { DaemonLog.worker.note(.info, "took over runs of a silent worker", ["runs": JSON(freed)]) }
        let released = try claims.releaseUnknown(under: parts.lease) { parts.table[$0] != nil }
        if released > 0 {
            DaemonLog.worker.note(
                .warning, "let go of runs whose claim was not known to be committed", ["runs": JSON(released)])
        }
        try noteNewerRuns()
        leaseLookedAt = now
    }

    /// Lets go of the runs of tenants that are not active any more, when what is under way is over: they stay in line.
    private func letGoOfInactive() throws {
        let now = ContinuousClock.now
        if let last = tenantsLookedAt, now - last < Self.tenantInterval { return }
        try claims.lookForInactiveTenants()
        tenantsLookedAt = now
        guard !claims.inactiveTenants.isEmpty else { return }
        for run in parts.table.all where claims.inactiveTenants.contains(run.claim.tenant) { run.demand(.release) }
    }

    /// Says once that runs wait here for a newer worker: after an upgrade that is to be expected, later it is not.
    private func noteNewerRuns() throws {
        guard !hasSeenNewerRuns, try claims.isAnyReady(beyond: JournalEntry.format) else { return }
        hasSeenNewerRuns = true
        DaemonLog.worker.note(
            .warning, "runs of a later journal format are left to a newer worker",
            ["knownFormat": JSON(JournalEntry.format)])
    }

    /// Looks at what is asked of the runs here: when something was heard of one of them, and every ``pollInterval``.
    private func heed() throws {
        let now = ContinuousClock.now
        guard isAsked || demandsLookedAt.map({ now - $0 >= Self.pollInterval }) ?? true else { return }
        isAsked = false
        demandsLookedAt = now
        let demands = try claims.demands(under: parts.lease)
        for id in suspending.subtracting(demands.lazy.filter(\.isSuspend).map(\.run)) {
            parts.table[id]?.withdrawSuspend()
            suspending.remove(id)
        }
        for demand in demands {
            guard let run = parts.table[demand.run] else { continue }
            if demand.isCancel {
                run.demand(.cancel)
                parts.overtime.takeBack(run)
            }
            if demand.isSuspend {
                suspending.insert(demand.run)
                run.demand(.suspend)
            }
            if demand.isSuspendOverdue { run.demand(.force) }
            if demand.hasInbox { run.put(.inbox) }
        }
    }

    /// - Returns: what is left to claim.
    private func claim() throws -> RunClaimStore.Rest {
        let room = min(parts.configuration.runLimit - parts.table.count, Self.claimLimit)
        guard room > 0 else { return .none }
        let claimed = try claims.claim(
            room, under: parts.lease, knowing: JournalEntry.format, allowing: parts.memory.allowances())
        for claim in claimed {
            var footprint = JSONFootprint()
            footprint.add(claim.input)
            let run = ActiveRun(claim: claim, work: parts.work)
            // First: what it held when it was here before is released until then, and not after.
            parts.table.insert(run)
            _ = parts.memory.hold(footprint.bytes, of: claim.run, in: claim.tenant)
            if claim.isSuspendRequested { suspending.insert(claim.run) }
            run.put(.begin)
        }
        return claims.rest
    }

    /// How many messages are taken before the database is asked again.
    private static let messageLimit = 1_000

    /// Waits until Redis tells of something, at most `interval`, and takes all that has been told by then: one look is enough
    /// for all.
    private func listen(_ interval: Duration) {
        do {
            if subscription == nil {
                subscription = try RedisSubscription(
                    parts.configuration.redis, channels: RunChannel.forWorkers.map(\.rawValue))
            }
            var wait = interval
            for _ in 0..<Self.messageLimit {
                guard let heard = try subscription?.next(timeout: wait) else { return }
                if let run = RunID(heard.message), parts.table[run] != nil { isAsked = true }
                wait = .zero
            }
        } catch {
            subscription = nil
            usleep(250_000)
        }
    }
}
