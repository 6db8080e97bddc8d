internal import FunctionKit

extension Problem {
    static let agentExists = Problem(
        409, "agent_exists",
        "There is an agent with this name; add a version with POST /api/v1/agents/{name}/versions.")

    static let agentInvalid = Problem(422, "agent_invalid", "The agent's settings are not valid; see errors.")

    static let agentNotFound = Problem(404, "agent_not_found", "There is no such agent, or no such version of it.")
}
