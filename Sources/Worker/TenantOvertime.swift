import Identity
import JQ
import Runs
import Synchronization
import Threads
import Workflows

/// Lets one run of a tenant at a time have expressions that take long, so that whoever writes runaways cannot occupy all
/// steppers. The tenant's other runs that need long are put aside until that one's step is over.
final class TenantOvertime: Sendable {
    private struct Grant {
        var run: RunID
        var version: WorkflowVersionID
        /// Take long too, and follow one by one.
        var waiting: [ActiveRun] = []
    }

    private let grants = Mutex<[TenantID: Grant]>([:])

    /// Whether the run may take long: true until its step ends, unless another one of its tenant does already.
    func grant(_ claim: RunClaim) -> Bool {
        grants.withLock { grants in
            if let grant = grants[claim.tenant] { return grant.run == claim.run }
            grants[claim.tenant] = Grant(run: claim.run, version: claim.workflowVersion)
            return true
        }
    }

    /// Puts a run aside whose next step is like what takes long already: it need not be tried.
    ///
    /// - Returns: false where there is nothing like it.
    func holdsBack(_ run: ActiveRun) -> Bool {
        guard run.upcoming?.evaluates == true else { return false }
        let claim = run.claim
        return grants.withLock { grants in
            guard let grant = grants[claim.tenant], grant.run != claim.run, grant.version == claim.workflowVersion,
                !run.canEndNow
            else { return false }
            grants[claim.tenant]?.waiting.append(run)
            return true
        }
    }

    /// Puts a run aside whose step was refused, until the tenant's turn is free.
    func putAside(_ run: ActiveRun) {
        let isFree = grants.withLock { grants in
            run.canEndNow || grants[run.claim.tenant]?.waiting.append(run) == nil
        }
        if isFree { run.requeue() }
    }

    /// Gives a run back that was put aside and is to be cancelled, where it needs no turn for that.
    func takeBack(_ run: ActiveRun) {
        guard run.canEndNow else { return }
        let wasAside = grants.withLock { grants in
            guard let place = grants[run.claim.tenant]?.waiting.firstIndex(where: { $0 === run }) else { return false }
            grants[run.claim.tenant]?.waiting.remove(at: place)
            return true
        }
        if wasAside { run.requeue() }
    }

    /// The run's step is over: the next one that waits may take long.
    func finish(_ run: ActiveRun) {
        let tenant = run.claim.tenant
        let next: ActiveRun? = grants.withLock { grants in
            guard var grant = grants[tenant], grant.run == run.claim.run else { return nil }
            guard !grant.waiting.isEmpty else {
                grants[tenant] = nil
                return nil
            }
            let next = grant.waiting.removeFirst()
            grant.run = next.claim.run
            grant.version = next.claim.workflowVersion
            grants[tenant] = grant
            return next
        }
        next?.requeue()
    }
}

extension ActiveRun {
    /// Whether it is to be cancelled, and that takes no expressions: one that has been here before is replayed first, so that
    /// it is known which tasks end with it.
    fileprivate var canEndNow: Bool {
        guard wants(.cancel) else { return false }
        if case .begin? = upcoming { return claim.isNew }
        return true
    }
}
