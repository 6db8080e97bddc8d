package import Identity

/// A user as member of a tenant.
package struct Member: Sendable, Hashable {
    package let user: UserID
    package let email: String
    package let createdAt: Timestamp
    /// Sorted; at least one.
    package let assignments: [RoleAssignment]
}
