package import JSON

/// A parameter of a path or a query, as the API's description shows it.
package struct Parameter: Sendable, Hashable {
    package let name: String
    package let schema: Schema
    package let description: String
    /// One that the examples use.
    package let example: JSON?

    package init(_ name: String, _ schema: Schema, _ description: String, example: JSON? = nil) {
        self.name = name
        self.schema = schema
        self.description = description
        self.example = example
    }

    /// How many items a list answers: see ``Request/limit()``.
    package static let limit = Parameter(
        "limit", .integer(in: PageLimit.range).defaulting(to: JSON(PageLimit.standard)),
        "How many items the answer holds at most.", example: JSON(PageLimit.standard))

    /// How long an answer may wait for what it is about: see ``Request/waitSeconds()``.
    package static let wait = Parameter(
        "wait", .integer(in: 0...Wait.secondsLimit).defaulting(to: 0),
        "How many seconds the answer may wait for the end of the run.", example: 0)

    /// Where a list of things with ids goes on: see ``Request/page(of:)``.
    package static let cursor = Parameter(
        "cursor", .id(), "The `nextCursor` of the answer before; without it the list starts.")
}
