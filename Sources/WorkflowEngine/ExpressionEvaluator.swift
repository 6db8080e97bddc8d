package import JSON
package import WorkflowDSL

/// What evaluates the expressions of one workflow version.
package protocol ExpressionEvaluator {
    /// Evaluates expressions on one value.
    ///
    /// - Parameters:
    ///   - indexes: positions in the workflow's ``ExpressionTable``.
    ///   - value: what `.` stands for.
    ///   - variables: what `$name` stands for; a missing variable is null.
    /// - Returns: one value for each index, in order.
    func evaluate(_ indexes: [Int], on value: JSON, variables: JSONObject) throws(ExpressionFailure) -> [JSON]

    /// The ways in which a value does not keep to a schema of the workflow; none: it does.
    ///
    /// - Throws: a configuration error where the schema is none that can be checked.
    func issues(of value: JSON, against schema: SchemaDefinition) throws(WorkflowError) -> [String]

    /// A value without what stands in the fields that a schema of the workflow marks secret; nil: it marks none.
    func concealed(_ value: JSON, by schema: SchemaDefinition) -> Concealed?
}

/// Why expressions have no value.
package struct ExpressionFailure: Error, Sendable {
    /// The position of the expression in the table; nil where it is not one expression's fault.
    package var index: Int?
    package var message: String

    package init(index: Int?, message: String) {
        self.index = index
        self.message = message
    }
}
