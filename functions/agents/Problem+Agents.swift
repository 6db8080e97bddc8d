internal import FunctionKit

extension Problem {
    static let agentNotFound = Problem(404, "agent_not_found", "There is no such agent, or no such version of it.")
}
