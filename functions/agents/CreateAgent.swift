internal import Agents
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import ModelClient

/// `POST /api/v1/agents`: a new agent with its first version.
///
/// - 201: the version, with its `Location` and `ETag`.
/// - 409 `agent_exists`: the name is taken; a change of it is a new version.
/// - 409 `too_many_agents`: there is no room for another one.
/// - 422 `agent_invalid`: a name, model, schema or limit is not kept to; `errors` names all of them.
struct CreateAgent: Endpoint {
    static let route = Route.post(
        "/api/v1/agents", requires: Permission(.create, .agents), body: .json(limit: AgentSettingsBody.limit))

    static let operation = Operation(
        "Create an agent", tag: "Agents", "A new agent with its first version.",
        body: [
            .json(
                AgentSettingsBody.schemaWithName,
                examples: [
                    .example(
                        "judge", "Answers with a JSON object",
                        [
                            "name": "judge", "instructions": "Say whether the text is about a bug or a feature.",
                            "outputSchema": [
                                "type": "object", "properties": ["kind": ["enum": ["bug", "feature"]]],
                                "required": ["kind"],
                            ],
                        ])
                ])
        ],
        answers: [
            Answer(
                201, "The version.", AgentVersion.schema, headers: ["Location", "ETag"], example: AgentVersion.example,
                links: [
                    Answer.Link(to: "showAgent", ["name": "$response.body#/name"]),
                    Answer.Link(to: "addAgentVersion", ["name": "$response.body#/name"]),
                ])
        ], problems: [.agentExists, Problem(AgentStore.Limit.agents), .agentInvalid])

    struct Body: Decodable {
        let name: String
        let settings: AgentSettingsBody

        enum CodingKeys: String, CodingKey {
            case name
        }

        init(from decoder: any Decoder) throws {
            name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name)
            settings = try AgentSettingsBody(from: decoder)
        }
    }

    let agents: AgentStore
    let models: ModelCatalog

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let settings = try body.settings.checked(with: models, name: AgentName.issue(body.name))
        let caller = request.caller
        let creation: AgentStore.Creation
        do {
            creation = try request.transaction {
                let creation = try agents.create(body.name, settings, by: caller.user, in: caller.tenant)
                if case .created(let version) = creation {
                    try request.record(.createAgent, AuditTarget(.agent, body.name), after: version.audited)
                }
                return creation
            }
        } catch let limit as AgentStore.Limit {
            throw Problem(limit)
        }
        switch creation {
        case .created(let version):
            return .json(version.json, status: 201, headers: [("Location", version.location)])
                .tagged(EntityTag(version))
        case .nameTaken:
            throw Problem.agentExists
        }
    }
}
