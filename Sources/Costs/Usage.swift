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

    package static let schema = Schema.object([
        "model": .string("The model, by its name in this installation."), "inputTokens": .count(),
        "outputTokens": .count(), "cost": Money.schema.orNull,
    ]).described("What a task used of a model; a model without a price costs null.").named("Usage")
}
