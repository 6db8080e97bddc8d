import JSON
import WorkflowDSL

extension Execution {
    /// Holds a value against a schema of the definition (specification, "Data Flow": validation).
    ///
    /// - Throws: a validation error with what is wrong.
    func check(
        _ value: JSON, against schema: SchemaDefinition?, of subject: String, task: TaskFrame? = nil,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) {
        guard let schema else { return }
        let issues = try evaluator.issues(of: value, against: schema)
        guard !issues.isEmpty else { return }
        let listed = issues.prefix(Self.listedIssueLimit).joined(separator: "; ")
        let more = issues.count > Self.listedIssueLimit ? "; and more" : ""
        throw WorkflowError(.validation, detail: "\(subject) does not keep to its schema: \(listed)\(more).")
    }

    /// How many ways in which a value does not keep to a schema an error tells.
    static let listedIssueLimit = 10
}
