internal import Agents
internal import FunctionKit

extension Problem {
    static let agentExists = Problem(
        409, "agent_exists",
        "There is an agent with this name; add a version with POST /api/v1/agents/{name}/versions.")

    static let agentInvalid = Problem(422, "agent_invalid", "The agent's settings are not valid; see errors.")

    static let agentNotFound = Problem(404, "agent_not_found", "There is no such agent, or no such version of it.")

    init(_ limit: AgentStore.Limit) {
        switch limit {
        case .agents:
            self.init(409, "too_many_agents", "Your tenant has \(AgentStore.agentLimit) agents, as many as it may.")
        case .versions:
            self.init(
                409, "too_many_versions",
                "This agent has \(AgentStore.versionLimit) versions, as many as it may. Create one by another name.")
        }
    }
}
