package import OutboundRules

/// What the admins of tenants can give their workflows; the operator says it. The host and the network are the operator's,
/// and whoever registers is the admin of a tenant.
package struct PolicyCeiling: Sendable, Hashable {
    package let outbound: [AllowedDestination]
    package let processes: Set<ProcessKind>
    package let lifecycleEvents: LifecycleEvents

    package init(outbound: [AllowedDestination], processes: Set<ProcessKind>, lifecycleEvents: LifecycleEvents) {
        self.outbound = outbound
        self.processes = processes
        self.lifecycleEvents = lifecycleEvents
    }

    /// A range lies in a permitted one. A name is permitted itself, or all addresses are, of both versions.
    package func permits(_ destination: AllowedDestination) -> Bool {
        switch destination {
        case .range(let range): ranges.contains { $0.contains(range) }
        case .host: outbound.contains(destination) || Self.everything.allSatisfy { all in ranges.contains(all) }
        }
    }

    package func permits(_ kind: ProcessKind) -> Bool {
        processes.contains(kind)
    }

    package func permits(_ events: LifecycleEvents) -> Bool {
        events <= lifecycleEvents
    }

    private var ranges: [AddressRange] {
        outbound.compactMap { if case .range(let range) = $0 { range } else { nil } }
    }

    private static let everything = ["0.0.0.0/0", "::/0"].compactMap { try? AddressRange($0) }
}
