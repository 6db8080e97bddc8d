internal import Agents
internal import FunctionKit
internal import JSON

extension AgentSettingsBody {
    static let schema = Schema.object(members, optional: optional, isClosed: true).named("AgentSettings")

    static let schemaWithName = Schema.object(
        [
            "name": .agentName, "model": model, "instructions": instructions, "outputSchema": outputSchema,
            "temperature": temperature, "maxOutputTokens": maxOutputTokens,
        ], optional: optional, isClosed: true
    ).named("NewAgent")

    private static let members: KeyValuePairs<String, Schema> = [
        "model": model, "instructions": instructions, "outputSchema": outputSchema, "temperature": temperature,
        "maxOutputTokens": maxOutputTokens,
    ]

    private static let optional: Set = ["model", "outputSchema", "temperature", "maxOutputTokens"]

    private static let model = Schema.string("A model of this installation; without it the default one.").orNull
    private static let instructions = Schema.string(
        "What the agent is told before each turn; at most \(AgentSettings.instructionsLimit) bytes.",
        length: 1...AgentSettings.instructionsLimit)
    private static let outputSchema = Schema(
        anyOf: [.anyObject(), .boolean],
        "The JSON Schema (draft 7) that answers keep to; without it they are texts. "
            + "At most \(AgentSettings.outputSchemaLimit) bytes."
    ).orNull
    private static let temperature = Schema.number(
        "0: always the likeliest word. Without it the model's provider decides.", in: AgentSettings.temperatureRange
    ).orNull
    private static let maxOutputTokens = Schema.integer(
        "The most tokens of one answer. Without it the model's provider decides.",
        in: AgentSettings.maxOutputTokensRange
    ).orNull
}

extension Schema {
    static let agentName = Schema.string(
        pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", length: 1...AgentName.lengthLimit)
}

extension Parameter {
    static let agentName = Parameter("name", .agentName, "The agent.", example: "judge")
}
