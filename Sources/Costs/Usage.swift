package import JSON

/// What a task used of a model.
package struct Usage: Sendable, Hashable {
    package let model: String
    package let inputTokens: Int
    package let outputTokens: Int
    /// Nil: the model had no price.
    package let cost: Money?

    package var json: JSON {
        [
            "model": .string(model), "inputTokens": JSON(inputTokens), "outputTokens": JSON(outputTokens),
            "cost": cost?.json ?? .null,
        ]
    }
}
