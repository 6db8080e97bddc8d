/// Expressions that are compiled together: those of one workflow version.
package struct JQProgram: Sendable, Hashable {
    /// Two programs of one id are the same.
    package let id: String
    package let expressions: [String]
    /// The names of all variables that any of the expressions may use, without `$`.
    package let variables: [String]

    package init(id: String, expressions: [String], variables: [String]) {
        self.id = id
        self.expressions = expressions
        self.variables = variables
    }
}
