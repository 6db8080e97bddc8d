package import Identity

/// A named agent of a tenant, as lists show it.
package struct Agent: Sendable, Hashable {
    package let id: AgentID
    /// Unique in the tenant.
    package let name: String
    /// The number of the latest version.
    package let version: Int
    /// The model of the latest version.
    package let model: String
    package let createdAt: Timestamp
}
