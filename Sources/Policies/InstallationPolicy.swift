internal import OutboundRules

/// What the operator of an installation says: the policy of tenants that have none of their own, and how far a tenant's own
/// may go.
package struct InstallationPolicy: Sendable, Hashable {
    package let standard: TenantPolicy
    package let ceiling: PolicyCeiling

    package init(standard: TenantPolicy, ceiling: PolicyCeiling) {
        self.standard = standard.within(ceiling)
        self.ceiling = ceiling
    }

    /// Reads `OUTBOUND_ALLOW` (addresses, ranges and names of hosts) and `PROCESSES_ALLOW` (`shell`, `script`, `container`),
    /// both with commas between, and `LIFECYCLE_EVENTS` (`none`, `workflow`, `all`): nothing without them; and
    /// `OUTBOUND_CEILING`, `PROCESSES_CEILING` and `LIFECYCLE_EVENTS_CEILING`, without which a tenant's policy can only
    /// take away from these.
    package init(environment: [String: String]) throws(PolicySettingError) {
        let outbound = try Self.destinations("OUTBOUND_ALLOW", in: environment) ?? []
        let processes = try Self.processes("PROCESSES_ALLOW", in: environment) ?? []
        let events = try Self.lifecycleEvents("LIFECYCLE_EVENTS", in: environment) ?? .none
        let ceiling = PolicyCeiling(
            outbound: try Self.destinations("OUTBOUND_CEILING", in: environment) ?? outbound,
            processes: try Self.processes("PROCESSES_CEILING", in: environment) ?? processes,
            lifecycleEvents: try Self.lifecycleEvents("LIFECYCLE_EVENTS_CEILING", in: environment) ?? events)
        let standard = TenantPolicy(outboundAllow: outbound, processes: processes, lifecycleEvents: events)
        self.init(standard: standard, ceiling: ceiling)
    }

    private static func destinations(
        _ name: String, in environment: [String: String]
    ) throws(PolicySettingError) -> [AllowedDestination]? {
        guard let entries = entries(name, in: environment) else { return nil }
        guard entries.count <= TenantPolicy.outboundAllowLimit else {
            throw PolicySettingError(
                description: "\(name): expected at most \(TenantPolicy.outboundAllowLimit) entries")
        }
        var destinations: [AllowedDestination] = []
        for entry in entries {
            do {
                destinations.append(try AllowedDestination(entry))
            } catch {
                throw PolicySettingError(description: "\(name): \(entry): \(error)")
            }
        }
        return destinations
    }

    private static func processes(
        _ name: String, in environment: [String: String]
    ) throws(PolicySettingError) -> Set<ProcessKind>? {
        guard let entries = entries(name, in: environment) else { return nil }
        var kinds: Set<ProcessKind> = []
        for entry in entries {
            guard let kind = ProcessKind(rawValue: entry) else {
                let known = ProcessKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw PolicySettingError(description: "\(name): \(entry): expected \(known)")
            }
            kinds.insert(kind)
        }
        return kinds
    }

    private static func lifecycleEvents(
        _ name: String, in environment: [String: String]
    ) throws(PolicySettingError) -> LifecycleEvents? {
        guard let word = environment[name], !word.isEmpty else { return nil }
        guard let events = LifecycleEvents(rawValue: word) else {
            let known = LifecycleEvents.allCases.map(\.rawValue).joined(separator: ", ")
            throw PolicySettingError(description: "\(name): \(word): expected \(known)")
        }
        return events
    }

    /// Nil: the variable is not set. Set and empty it means nothing at all.
    private static func entries(_ name: String, in environment: [String: String]) -> [String]? {
        environment[name]?.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }
}

/// What is wrong with a variable of the installation's policy. It says which, and how it should be.
package struct PolicySettingError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
}
