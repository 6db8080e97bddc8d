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
        "/api/v1/agents", requires: Permission(.read, .agents), query: [.limit, .cursor])

    static let operation = Operation(
        "List agents", tag: "Agents",
        "The agents of the tenant with the number and model of the latest version; the one that was created last comes first.",
        answers: [.page(of: item, "Agents without their settings.", cursor: "listAgents", example: example)])

    private static let item = Schema.object([
        "id": .id(), "name": .agentName, "version": .integer(in: 1...Int(UInt32.max)), "model": .string(),
        "createdAt": .time(),
    ]).described("An agent in a list.").named("Agent")

    private static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "judge", "version": 1, "model": "local",
        "createdAt": "2026-11-24T02:07:52.000000Z",
    ]

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
