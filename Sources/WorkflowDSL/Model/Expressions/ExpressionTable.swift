package import JSON

/// All expressions of a workflow: what one evaluator program is compiled from.
package struct ExpressionTable: Sendable, Hashable {
    /// The arguments that every expression has, without `$` (specification, "Runtime Expression Arguments").
    package static let arguments = [
        "context", "input", "output", "secrets", "task", "workflow", "runtime", "authorization",
    ]

    /// jq programs, each once.
    package private(set) var expressions: [String] = []
    /// Where each expression stands first.
    package private(set) var places: [Place] = []
    /// All names that an expression may use with `$`: the ``arguments``, then those of `for` and `catch`.
    package private(set) var variables = Self.arguments

    /// The positions of expressions that may be none: they stand for texts of a document in mode `loose`.
    package private(set) var attempts: Set<Int> = []

    private var indexes: [String: Int] = [:]

    package struct Place: Sendable, Hashable {
        package let pointer: JSONPointer
        /// Counted from 1.
        package let line: Int?
        /// The address of the definition that has it, where that is not the document: what asks for it stands here.
        package let origin: String?
    }

    package init() {}

    /// The expression with this source; a new one gets the next index.
    mutating func expression(
        _ source: String, isAttempt: Bool = false, at place: @autoclosure () -> Place
    ) -> Expression {
        if let index = indexes[source] { return Expression(index: index, source: source) }
        indexes[source] = expressions.count
        if isAttempt { attempts.insert(expressions.count) }
        expressions.append(source)
        places.append(place())
        return Expression(index: expressions.count - 1, source: source)
    }

    package mutating func declare(_ variable: String) {
        if !variables.contains(variable) { variables.append(variable) }
    }
}
