internal import Agents
internal import Identity
internal import JSON

extension AgentVersion {
    /// As the audit log keeps it: a version never changes, and tells the rest itself.
    var audited: JSON { ["version": JSON(version), "model": .string(settings.model)] }

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

    static let schema = Schema.object([
        "id": .id("The agent, the same in all its versions."),
        "name": .agentName,
        "version": .integer(in: 1...Int(UInt32.max)),
        "model": .string(),
        "instructions": .string(),
        "outputSchema": .any.described("The JSON Schema of answers; null: they are texts."),
        "temperature": Schema.number(in: AgentSettings.temperatureRange).orNull,
        "maxOutputTokens": Schema.integer(in: AgentSettings.maxOutputTokensRange).orNull,
        "createdAt": .time(),
        "createdBy": .id("The user."),
    ]).described("A version of an agent.").named("AgentVersion")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "judge", "version": 1, "model": "local",
        "instructions": "Say whether the text is about a bug or a feature.", "outputSchema": nil, "temperature": 0,
        "maxOutputTokens": nil, "createdAt": "2026-11-24T02:07:52.000000Z",
        "createdBy": "01890a5d-ac96-774b-bcce-b302099a8058",
    ]

    /// Where this version is read.
    var location: String { "/api/v1/agents/\(name)?version=\(version)" }
}
