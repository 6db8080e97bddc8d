package import JSON

/// What an agent version says to the model.
package struct AgentSettings: Sendable, Hashable {
    /// A name in the model catalog.
    package let model: String
    /// The system message of each turn.
    package let instructions: String
    /// The JSON Schema that answers keep to; nil: any text.
    package let outputSchema: JSON?
    /// 0 (always the likeliest word) to 2; nil leaves it to the provider.
    package let temperature: Double?
    /// The most tokens of one answer; nil leaves it to the provider.
    package let maxOutputTokens: Int?

    package init(
        model: String, instructions: String, outputSchema: JSON? = nil, temperature: Double? = nil,
        maxOutputTokens: Int? = nil
    ) {
        self.model = model
        self.instructions = instructions
        self.outputSchema = outputSchema
        self.temperature = temperature
        self.maxOutputTokens = maxOutputTokens
    }
}
