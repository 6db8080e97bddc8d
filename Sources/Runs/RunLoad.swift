/// How much work there is at a moment, over all tenants: for operators, never for a tenant.
package struct RunLoad: Sendable, Hashable {
    /// Runs that have not ended, by status; every such status is there.
    package let unfinished: [RunStatus: Int]
    /// Runs that a worker could claim now.
    package let ready: Int
    /// Since the oldest pending run was started; zero when none is pending.
    package let oldestPending: Duration
    package let workers: Int
    /// Since the lease was renewed that was renewed the longest ago; zero without workers.
    package let oldestLease: Duration
}
