/// A jq program.
package struct Expression: Sendable, Hashable {
    /// Its position in the workflow's ``ExpressionTable``.
    package let index: Int
    package let source: String
}
