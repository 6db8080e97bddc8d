/// The right to do one kind of thing to one kind of resource.
package struct Permission: Sendable, Hashable, CustomStringConvertible {
    package enum Resource: String, Sendable, CaseIterable {
        case workflows, runs, agents, events, secrets
        /// The tenant itself: what holds for all of its members.
        case tenant
        /// Who did what, from where: for admins only.
        case audit
    }

    package enum Action: String, Sendable, CaseIterable {
        case create, read, update, delete, execute
    }

    package let resource: Resource
    package let action: Action

    package init(_ action: Action, _ resource: Resource) {
        self.resource = resource
        self.action = action
    }

    /// The form in messages and tokens: `runs:read`.
    package var description: String { "\(resource.rawValue):\(action.rawValue)" }
}

/// A named set of permissions that a member has in a tenant.
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    case admin, developer, `operator`, viewer

    /// Whether a member with this role may do what `permission` says.
    package func allows(_ permission: Permission) -> Bool {
        if permission.resource == .audit { return self == .admin }
        return switch self {
        case .admin: true
        case .developer: permission.action == .read || permission.resource != .tenant
        case .operator: permission.action == .read || [.runs, .events].contains(permission.resource)
        case .viewer: permission.action == .read
        }
    }
}
