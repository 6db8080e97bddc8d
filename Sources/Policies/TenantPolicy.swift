package import OutboundRules

/// What the workflows of a tenant may do beyond computing and calling what is public, and what its members must have.
package struct TenantPolicy: Sendable, Hashable {
    /// Where they may connect to although it is not public.
    package let outboundAllow: [AllowedDestination]
    /// What they may start on the worker's host.
    package let processes: Set<ProcessKind>
    /// The most runs that workers execute at a time, those that wait for a time, an event or another run not counted; nil:
    /// ``standardConcurrentRuns``.
    package let concurrentRuns: Int?
    /// What their runs tell of themselves.
    package let lifecycleEvents: LifecycleEvents
    /// Of its members.
    package let requireSecondFactor: SecondFactorRequirement

    /// The most entries of ``outboundAllow``: each connection is compared with all of them.
    package static let outboundAllowLimit = 100
    package static let concurrentRunsRange = 1...10_000
    /// As many as one worker holds at a time.
    package static let standardConcurrentRuns = 1_000

    package init(
        outboundAllow: [AllowedDestination] = [], processes: Set<ProcessKind> = [], concurrentRuns: Int? = nil,
        lifecycleEvents: LifecycleEvents = .none, requireSecondFactor: SecondFactorRequirement = .none
    ) {
        self.outboundAllow = outboundAllow
        self.processes = processes
        self.concurrentRuns = concurrentRuns
        self.lifecycleEvents = lifecycleEvents
        self.requireSecondFactor = requireSecondFactor
    }

    /// For the requests of its workflows.
    package var outboundRule: OutboundRule { OutboundRule(allow: outboundAllow) }

    /// As much of it as the installation permits.
    package func within(_ ceiling: PolicyCeiling) -> TenantPolicy {
        TenantPolicy(
            outboundAllow: outboundAllow.filter(ceiling.permits), processes: processes.filter(ceiling.permits),
            concurrentRuns: concurrentRuns, lifecycleEvents: min(lifecycleEvents, ceiling.lifecycleEvents),
            requireSecondFactor: requireSecondFactor)
    }
}
