/// Why an answer is no output of an agent. Holds nothing that the model said, so it can be shown and logged.
package struct AgentError: Error, Sendable, Hashable, CustomStringConvertible {
    package let agent: String
    package let version: Int
    package let problem: String

    package var description: String { "agent \(agent), version \(version): \(problem)" }
}
