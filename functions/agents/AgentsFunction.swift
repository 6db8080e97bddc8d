internal import Agents
internal import FunctionKit
internal import ModelClient

/// Agents: what a model is told, in versions.
@main
struct AgentsFunction: Function {
    static let name = "agents"

    static let endpointTypes: [any Endpoint.Type] = [
        CreateAgent.self, ListAgents.self, ShowAgent.self, AddAgentVersion.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let agents = AgentStore(database: resources.database)
        let models = try ModelCatalog(contentsOf: resources.environment.required("MODELS_FILE"))
        return [
            CreateAgent(agents: agents, models: models),
            ListAgents(agents: agents),
            ShowAgent(agents: agents),
            AddAgentVersion(agents: agents, models: models),
        ]
    }
}
