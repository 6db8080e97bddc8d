internal import JSON

/// Expressions that are compiled together: those of one workflow version.
package struct JQProgram: Sendable, Hashable {
    /// Two programs of one id are the same.
    package let id: String
    package let expressions: [String]
    /// The names of all variables that any of the expressions may use, without `$`.
    package let variables: [String]
    /// The expressions that need no jq, each at its index.
    let plain: [PlainExpression?]

    package init(id: String, expressions: [String], variables: [String]) {
        self.id = id
        self.expressions = expressions
        self.variables = variables
        plain = expressions.map { PlainExpression($0, variables: variables) }
    }

    /// Whether no expression needs jq, but to tell what is wrong.
    package var isPlain: Bool {
        plain.allSatisfy { $0 != nil }
    }

    /// As an evaluator and its parent take it.
    var definition: JSON {
        [
            "expressions": .array(expressions.map { .string($0) }),
            "variables": .array(variables.map { .string($0) }),
        ]
    }
}
