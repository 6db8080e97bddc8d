package import JSON

/// A question to a model.
package struct ChatRequest: Sendable, Hashable {
    package var endpoint: ModelEndpoint
    package var messages: [ChatMessage]
    /// The JSON Schema that the answer is asked to keep to; nil: any text.
    package var answerSchema: JSON?
    /// Nil leaves it to the provider.
    package var temperature: Double?
    /// The most tokens of the answer; nil leaves it to the provider.
    package var maxOutputTokens: Int?

    package init(
        endpoint: ModelEndpoint, messages: [ChatMessage], answerSchema: JSON? = nil, temperature: Double? = nil,
        maxOutputTokens: Int? = nil
    ) {
        self.endpoint = endpoint
        self.messages = messages
        self.answerSchema = answerSchema
        self.temperature = temperature
        self.maxOutputTokens = maxOutputTokens
    }

    /// The body of `POST /chat/completions`.
    var json: JSON {
        var members: JSONObject = [
            "model": .string(endpoint.model),
            "messages": .array(
                messages.map { ["role": .string($0.role.rawValue), "content": .string($0.content)] }),
        ]
        if let temperature { members["temperature"] = .number(JSONNumber(temperature)) }
        if let maxOutputTokens { members["max_tokens"] = JSON(maxOutputTokens) }
        if let answerSchema {
            // Without "strict": that takes a part of JSON Schema only, and whoever reads the answer checks it anyway.
            members["response_format"] = [
                "type": "json_schema", "json_schema": ["name": "answer", "schema": answerSchema],
            ]
        }
        return .object(members)
    }
}
