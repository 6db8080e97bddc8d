/// All expressions of a workflow: what one evaluator program is compiled from.
package struct ExpressionTable: Sendable, Hashable {
    /// The arguments that every expression has, without `$` (specification, "Runtime Expression Arguments").
    package static let arguments = [
        "context", "input", "output", "secrets", "task", "workflow", "runtime", "authorization",
    ]

    /// jq programs, each once.
    package private(set) var expressions: [String] = []
    /// All names that an expression may use with `$`: the ``arguments``, then those of `for` and `catch`.
    package private(set) var variables = Self.arguments

    private var indexes: [String: Int] = [:]

    package init() {}

    /// The expression with this source; a new one gets the next index.
    package mutating func expression(_ source: String) -> Expression {
        if let index = indexes[source] { return Expression(index: index, source: source) }
        indexes[source] = expressions.count
        expressions.append(source)
        return Expression(index: expressions.count - 1, source: source)
    }

    package mutating func declare(_ variable: String) {
        if !variables.contains(variable) { variables.append(variable) }
    }
}
