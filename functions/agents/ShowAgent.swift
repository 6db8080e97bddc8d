internal import Agents
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/agents/{name}?version=`: a version of an agent, without `version` its latest.
///
/// - 200: the version with its settings, and its `ETag`. 304 where `If-None-Match` names that.
/// - 404 `agent_not_found`: no such agent or version in the caller's tenant.
struct ShowAgent: Endpoint {
    static let route = Route.get(
        "/api/v1/agents/{name}", requires: Permission(.read, .agents), query: [.version])

    static let operation = Operation(
        "Show an agent", tag: "Agents", "A version of an agent with its settings.", path: [.agentName],
        answers: [Answer(200, "The version.", AgentVersion.schema, headers: ["ETag"], example: AgentVersion.example)],
        problems: [.agentNotFound])

    let agents: AgentStore

    func handle(_ request: Request) throws -> Response {
        let number = try request.query("version").map { text in
            guard let number = UInt32(text), number > 0 else {
                throw Problem(400, "invalid_parameter", "version: expected a number, counted from 1.")
            }
            return Int(number)
        }
        guard let version = try agents.version(request.agentName(), number, in: request.caller.tenant) else {
            throw Problem.agentNotFound
        }
        return .json(version.json).tagged(EntityTag(version))
    }
}

extension Parameter {
    fileprivate static let version = Parameter(
        "version", .integer(in: 1...Int(UInt32.max)), "The version; without it the latest one.", example: 1)
}
