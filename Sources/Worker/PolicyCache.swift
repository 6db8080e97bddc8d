import Database
import Identity
import OutboundRules
import Policies

/// The policies of tenants with work, each read again after a few seconds. One thread uses it.
final class PolicyCache {
    /// How long a policy is taken for the present one. A change is in force on every worker after that.
    static let lifetime = Duration.seconds(3)
    /// Tenants that are remembered; with one more all are forgotten.
    static let tenantLimit = 10_000

    private struct Known {
        let policy: TenantPolicy
        let outboundRule: OutboundRule
        let until: ContinuousClock.Instant
    }

    private let store: PolicyStore
    private var known: [TenantID: Known] = [:]

    init(database: Database, installation: InstallationPolicy) {
        store = PolicyStore(database: database, installation: installation)
    }

    /// What the workflows of a tenant may do. Where it cannot be read they may do nothing: the error is for trying again.
    func policy(of tenant: TenantID) throws(DatabaseError) -> TenantPolicy {
        try known(tenant).policy
    }

    /// What requests of its workflows may connect to, whatever kind of call or document they are for.
    func outboundRule(of tenant: TenantID) throws(DatabaseError) -> OutboundRule {
        try known(tenant).outboundRule
    }

    private func known(_ tenant: TenantID) throws(DatabaseError) -> Known {
        let now = ContinuousClock.now
        if let known = known[tenant], known.until > now { return known }
        let policy = try store.policy(of: tenant)
        if known.count >= Self.tenantLimit { known = [:] }
        let read = Known(policy: policy, outboundRule: policy.outboundRule, until: now + Self.lifetime)
        known[tenant] = read
        return read
    }
}
