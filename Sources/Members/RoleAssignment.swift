/// A role that a member has somewhere.
package struct RoleAssignment: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name of one that every tenant has, or of one of the tenant's own.
    package let role: String
    /// Nil: in all of the tenant.
    package let namespace: String?

    package init(role: String, namespace: String? = nil) {
        self.role = role
        self.namespace = namespace
    }

    /// Reads the form `operator@shop`.
    init(_ text: Substring) {
        let parts = text.split(separator: "@", maxSplits: 1)
        self.init(role: String(parts.first ?? ""), namespace: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// `viewer`, or `operator@shop`: neither names of roles nor namespaces have an `@`.
    package var description: String { role + (namespace.map { "@\($0)" } ?? "") }

    package static func < (left: RoleAssignment, right: RoleAssignment) -> Bool {
        (left.namespace ?? "", left.role) < (right.namespace ?? "", right.role)
    }
}
