import AgentRuntime
import Agents
import Identity
import JSON
import ModelClient
import WorkflowEngine

/// A question to an agent, with what it takes to read the answer.
struct AgentCallUnderWay: Sendable {
    let turn: AgentTurn
    let request: ChatRequest
    /// The agent's name for the model, by which it is priced.
    let model: ModelEndpoint

    /// - Throws: `WorkflowError` (configuration) where the agent, its version or its model does not exist;
    ///   `DatabaseError`.
    init(_ call: AgentEffect, tenant: TenantID, agents: AgentStore, models: ModelCatalog) throws {
        guard let agent = try agents.version(call.agent, call.version, in: tenant) else {
            let version = call.version.map { " version \($0)" } ?? ""
            throw WorkflowError(.configuration, detail: "There is no agent \(call.agent)\(version); create it first.")
        }
        guard let model = models[agent.settings.model] else {
            throw WorkflowError(
                .configuration,
                detail: """
                    Agent \(agent.name) uses the model \(agent.settings.model), which is not set up here; \
                    known: \(models.names.joined(separator: ", ")).
                    """)
        }
        turn = AgentTurn(
            agent: AgentDefinition(
                name: agent.name, version: agent.version,
                instructions: agent.settings.instructions, outputSchema: agent.settings.outputSchema,
                temperature: agent.settings.temperature, maxOutputTokens: agent.settings.maxOutputTokens),
            input: call.input)
        request = turn.request(endpoint: model)
        self.model = model
    }
}

extension AgentCallUnderWay {
    /// The agent as a task's detail shows it.
    var told: JSON {
        [
            TaskRecord.Detail.agent.rawValue: [
                "name": .string(turn.agent.name), "version": JSON(turn.agent.version), "model": .string(model.model),
            ]
        ]
    }
}
