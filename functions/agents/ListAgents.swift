internal import Agents
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/agents?limit=&cursor=`: the agents of the caller's tenant with the number and model of the latest
/// version, the agent that was created last first.
///
/// - 200: `{items: [{id, name, version, model, createdAt}], nextCursor}`.
struct ListAgents: Endpoint {
    static let route = Route.get(
        "/api/v1/agents", requires: Permission(.read, .agents), query: ["limit", "cursor"])

    let agents: AgentStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: AgentID.self)
        let found = try agents.list(limit: page.fetchLimit, after: page.after, in: request.caller.tenant)
        return page.answer(found, id: \.id) { agent in
            [
                "id": .string(agent.id.description), "name": .string(agent.name), "version": JSON(agent.version),
                "model": .string(agent.model), "createdAt": .string(agent.createdAt.description),
            ]
        }
    }
}
