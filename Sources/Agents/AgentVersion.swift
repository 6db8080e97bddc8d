package import Identity

/// One version of an agent. It never changes.
package struct AgentVersion: Sendable, Hashable {
    package let agent: AgentID
    /// The agent's name.
    package let name: String
    /// 1, 2, 3 …
    package let version: Int
    package let settings: AgentSettings
    package let createdBy: UserID
    package let createdAt: Timestamp

    package init(
        agent: AgentID, name: String, version: Int, settings: AgentSettings, createdBy: UserID, createdAt: Timestamp
    ) {
        self.agent = agent
        self.name = name
        self.version = version
        self.settings = settings
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
