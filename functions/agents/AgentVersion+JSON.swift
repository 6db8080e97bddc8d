internal import Agents
internal import Identity
internal import JSON

extension AgentVersion {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(agent.description),
            "name": .string(name),
            "version": JSON(version),
            "model": .string(settings.model),
            "instructions": .string(settings.instructions),
            "outputSchema": settings.outputSchema ?? nil,
            "temperature": settings.temperature.map { .number(JSONNumber($0)) } ?? nil,
            "maxOutputTokens": settings.maxOutputTokens.map { JSON($0) } ?? nil,
            "createdAt": .string(createdAt.description),
            "createdBy": .string(createdBy.description),
        ]
    }

    /// Where this version is read.
    var location: String { "/api/v1/agents/\(name)?version=\(version)" }
}
