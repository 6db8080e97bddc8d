package import JSON

/// One version of an agent, as a turn needs it.
package struct AgentDefinition: Sendable, Hashable {
    package let name: String
    package let version: Int
    /// The system message of each turn.
    package let instructions: String
    /// The JSON Schema that answers keep to; nil: any text.
    package let outputSchema: JSON?
    package let temperature: Double?
    package let maxOutputTokens: Int?

    package init(
        name: String, version: Int, instructions: String, outputSchema: JSON? = nil,
        temperature: Double? = nil, maxOutputTokens: Int? = nil
    ) {
        self.name = name
        self.version = version
        self.instructions = instructions
        self.outputSchema = outputSchema
        self.temperature = temperature
        self.maxOutputTokens = maxOutputTokens
    }
}
