/// A role that a member has somewhere.
package struct RoleAssignment: Sendable, Hashable, Comparable {
    /// The name of one that every tenant has, or of one of the tenant's own.
    package let role: String
    /// Nil: in all of the tenant.
    package let namespace: String?

    package init(role: String, namespace: String? = nil) {
        self.role = role
        self.namespace = namespace
    }

    package static func < (left: RoleAssignment, right: RoleAssignment) -> Bool {
        (left.namespace ?? "", left.role) < (right.namespace ?? "", right.role)
    }
}
