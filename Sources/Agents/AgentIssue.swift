package import JSON

/// What is wrong with the settings of an agent, and where.
package struct AgentIssue: Sendable, Hashable {
    /// The member, such as `/temperature`.
    package let pointer: JSONPointer
    /// Says what is expected.
    package let message: String

    package init(_ member: String, _ message: String) {
        pointer = JSONPointer(tokens: [member])
        self.message = message
    }
}
