/// `call: agent`, an addition of this product: one turn of an agent.
package struct AgentCall: Sendable {
    /// The agent's name.
    package let agent: Template
    /// The number of its version; nil for the latest.
    package let version: Template?
    /// What the agent gets; nil for the task's input.
    package let input: Template?
}
