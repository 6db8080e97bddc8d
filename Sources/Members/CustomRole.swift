package import Identity

/// A role that a tenant has made for itself.
package struct CustomRole: Sendable, Hashable {
    /// Unique in the tenant, and none of ``Role``.
    package let name: String
    package let permissions: PermissionSet
    /// 1, and one more each time it is changed.
    package let revision: Int
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
}
