internal import Agents
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import ModelClient

/// `POST /api/v1/agents/{name}/versions`: the next version of an agent, with all its settings.
///
/// - 201: the version, with its `Location` and `ETag`.
/// - 404 `agent_not_found`: no such agent in the caller's tenant.
/// - 409 `too_many_versions`: there is no room for another one.
/// - 412 `precondition_failed`: `If-Match` does not name the latest version.
/// - 422 `agent_invalid`: a model, schema or limit is not kept to; `errors` names all of them.
struct AddAgentVersion: Endpoint {
    static let route = Route.post(
        "/api/v1/agents/{name}/versions", requires: Permission(.update, .agents),
        body: .json(limit: AgentSettingsBody.limit))

    static let operation = Operation(
        "Add a version of an agent", tag: "Agents", "The next version of an agent, with all its settings.",
        path: [.agentName],
        body: [
            .json(
                AgentSettingsBody.schema,
                examples: [
                    .example(
                        "calmer", "Other instructions, and no chance",
                        [
                            "instructions": "Say whether the text is about a bug or a feature, in one word.",
                            "temperature": 0, "maxOutputTokens": 16,
                        ])
                ])
        ],
        answers: [
            Answer(
                201, "The version.", AgentVersion.schema, headers: ["Location", "ETag"], example: AgentVersion.example)
        ],
        problems: [
            .agentNotFound, Problem(AgentStore.Limit.versions), .preconditionFailed, .agentInvalid,
        ])

    let agents: AgentStore
    let models: ModelCatalog

    func handle(_ request: Request) throws -> Response {
        let settings = try request.json(AgentSettingsBody.self).checked(with: models)
        let caller = request.caller
        let version: AgentVersion?
        do {
            version = try request.transaction {
                var before: JSON?
                let name = try request.agentName()
                let version = try agents.addVersion(
                    to: name, settings, by: caller.user, in: caller.tenant,
                    check: { agent, latest in
                        try request.checkMatch(EntityTag(agent, version: latest))
                        before = ["version": JSON(latest)]
                    })
                if let version {
                    let target = AuditTarget(.agent, name)
                    try request.record(.addAgentVersion, target, before: before, after: version.audited)
                }
                return version
            }
        } catch let limit as AgentStore.Limit {
            throw Problem(limit)
        }
        guard let version else { throw Problem.agentNotFound }
        return .json(version.json, status: 201, headers: [("Location", version.location)]).tagged(EntityTag(version))
    }
}
