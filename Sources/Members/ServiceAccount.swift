package import Identity

/// A program as part of a tenant: it has roles as members do, and neither e-mail nor password. It comes with an API key.
package struct ServiceAccount: Sendable, Hashable {
    package let id: UserID
    /// Unique in the tenant.
    package let name: String
    /// Whether its keys are refused.
    package let isDisabled: Bool
    package let createdBy: UserID
    package let createdAt: Timestamp
    /// Sorted; none: it may do nothing.
    package let assignments: [RoleAssignment]
}
