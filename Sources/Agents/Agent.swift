package import Identity

/// A named agent of a tenant, with its latest version.
package struct Agent: Sendable, Hashable {
    package let id: AgentID
    /// Unique in the tenant.
    package let name: String
    package let createdAt: Timestamp
    package let latest: AgentVersion

    package init(id: AgentID, name: String, createdAt: Timestamp, latest: AgentVersion) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.latest = latest
    }
}
