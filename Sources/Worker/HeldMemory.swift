import Identity
import JSON
import Runs
import Synchronization

/// Bounds what the values of the runs in a worker's memory take, in all and of one tenant.
///
/// A run with few of them may always go on. The others take places in the order in which they grew: whoever finds no
/// place begins nothing more and is let go of, and goes on from its journal when there is room. The first of a tenant
/// always has a place as far as its tenant is concerned, and the first of all has one, so that there is always one that
/// comes to its end.
final class HeldMemory: Sendable {
    /// A run whose values take more bytes than this needs a place.
    static let smallest = 64 << 10
    /// What the runs with a place may take together, in bytes.
    static let limit = 96 << 20
    /// Those of one tenant.
    static let tenantLimit = 48 << 20
    /// A tenant whose runs take more than so many times ``tenantLimit`` does not wait for what these have under way.
    static let patience = 2
    /// For so long after a run of a tenant found no place, and while others have one, its next ones are claimed one by one.
    static let caution = Duration.seconds(2)
    /// For so long the next ones are thought to be as large.
    static let memory = Duration.seconds(30)

    private let accounts = Mutex(Accounts())

    /// What is to become of a run.
    enum Answer: Sendable {
        case goOn
        /// Begin nothing more, and let go of it as soon as nothing is under way.
        case wait
        /// Let go of it at once.
        case leave
    }

    /// Says what the values of a run take now, in bytes.
    func hold(_ bytes: Int, of run: RunID, in tenant: TenantID) -> Answer {
        accounts.withLock { accounts in
            accounts.set(bytes > Self.smallest ? bytes : nil, of: run, in: tenant)
            guard bytes > Self.smallest, let account = accounts.tenants[tenant] else { return .goOn }
            // Most often there is room for all, and nobody's place need be looked for.
            let fits =
                (account.bytes <= Self.tenantLimit || Self.fits(run, in: account))
                && (accounts.bytes <= Self.limit || accounts.fits(run))
            if fits { return .goOn }
            accounts.tenants[tenant]?.refused = (.now, bytes)
            return account.bytes > Self.patience * Self.tenantLimit ? .leave : .wait
        }
    }

    /// A run is no longer here.
    func release(_ run: RunID, of tenant: TenantID) {
        accounts.withLock { $0.set(nil, of: run, in: tenant) }
    }

    /// How many more runs of some tenants should be taken now; of the others any number.
    func allowances() -> [TenantID: Int] {
        accounts.withLock { accounts in
            let now = ContinuousClock.now
            var allowances: [TenantID: Int] = [:]
            for (tenant, account) in accounts.tenants {
                let isFull = account.bytes >= Self.tenantLimit || accounts.bytes >= Self.limit
                if let refused = account.refused {
                    if account.runs.isEmpty, now - refused.at > Self.caution {
                        accounts.tenants[tenant] = nil
                        continue
                    }
                    // One like it would find no place either.
                    let isHopeless =
                        now - refused.at < Self.memory && accounts.bytes > 0
                        && (account.bytes > 0 && account.bytes + refused.bytes > Self.tenantLimit
                            || accounts.bytes + refused.bytes > Self.limit)
                    allowances[tenant] = isFull || isHopeless ? 0 : 1
                } else if isFull {
                    allowances[tenant] = 0
                }
            }
            return allowances
        }
    }

    private static func fits(_ run: RunID, in account: Account) -> Bool {
        var sum = 0
        for (other, bytes) in account.runs {
            sum += bytes
            if other == run { return sum <= tenantLimit || sum == bytes }
        }
        return true
    }

    private struct Account {
        /// What each run takes, in the order in which they grew.
        var runs: OrderedDictionary<RunID, Int> = [:]
        var bytes = 0
        /// The run that found no place last.
        var refused: (at: ContinuousClock.Instant, bytes: Int)?
    }

    private struct Accounts {
        var bytes = 0
        var tenants: [TenantID: Account] = [:]
        /// The runs of all tenants, in the order in which they grew.
        var order: OrderedDictionary<RunID, TenantID> = [:]

        /// - Parameter bytes: nil: the run needs no place.
        mutating func set(_ bytes: Int?, of run: RunID, in tenant: TenantID) {
            let before = tenants[tenant]?.runs[run]
            guard bytes != nil || before != nil else { return }
            let change = (bytes ?? 0) - (before ?? 0)
            self.bytes += change
            tenants[tenant, default: Account()].bytes += change
            tenants[tenant]?.runs[run] = bytes
            if let account = tenants[tenant], account.runs.isEmpty, account.refused == nil { tenants[tenant] = nil }
            order[run] = bytes == nil ? nil : tenant
        }

        func fits(_ run: RunID) -> Bool {
            var sum = 0
            for (other, tenant) in order {
                let bytes = tenants[tenant]?.runs[other] ?? 0
                sum += bytes
                if other == run { return sum <= HeldMemory.limit || sum == bytes }
            }
            return true
        }
    }
}
