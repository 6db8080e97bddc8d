package import Identity

/// The policy of a tenant as it is in force, and where it comes from.
package struct PolicyState: Sendable, Hashable {
    /// As far as the installation permits it.
    package let policy: TenantPolicy
    /// 1, 2, 3 … with each update; 0: the tenant has none of its own, and the installation's counts.
    package let revision: Int
    package let updatedAt: Timestamp?
    package let updatedBy: UserID?
}
