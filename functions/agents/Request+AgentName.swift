internal import Agents
internal import FunctionKit

extension Request {
    /// The agent that the path names.
    ///
    /// - Throws: a ``Problem`` 404 `agent_not_found`: a text that no agent can have as its name names none.
    func agentName() throws(Problem) -> String {
        let name = path("name")
        guard AgentName.issue(name) == nil else { throw .agentNotFound }
        return name
    }
}
