/// The named sets of permissions that every tenant has; a tenant adds its own.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything.
    case admin
    /// Builds workflows and agents, and runs them.
    case developer
    /// Runs things, and sees no payloads.
    case `operator`
    /// Looks at things, but at no payloads.
    case viewer

    package var permissions: PermissionSet {
        switch self {
        case .admin: .all
        case .developer: Self.developing
        case .operator: Self.operating
        case .viewer: Self.viewing
        }
    }

    private static let viewing = PermissionSet(
        Permission.all.filter { $0.action == .read && ![.payloads, .audit, .keys].contains($0.resource) })
    private static let operating = viewing.union(
        PermissionSet(Permission.all.filter { [.runs, .events].contains($0.resource) }))
    private static let developing = viewing.union(
        PermissionSet(
            Permission.all.filter {
                [.workflows, .runs, .agents, .events, .secrets, .payloads, .keys].contains($0.resource)
            }))
}
