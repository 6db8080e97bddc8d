package import JSON

/// All that is wrong with a workflow document.
package struct WorkflowDocumentError: Error, Sendable, CustomStringConvertible {
    package struct Issue: Sendable, Hashable {
        /// The place in the document. A missing property's place is where it would stand.
        package let pointer: JSONPointer
        /// The line of that place, or of what should hold it, counted from 1; nil where the text has no lines to count.
        package let line: Int?
        /// What is wrong and what to write instead.
        package let message: String
    }

    /// At least one, in the order of the document.
    package let errors: [Issue]
    /// What could be read of the document's expressions, to say what is wrong with them too.
    package let expressions: ExpressionTable

    init(errors: [Issue], expressions: ExpressionTable = ExpressionTable()) {
        self.errors = errors
        self.expressions = expressions
    }

    package var description: String {
        errors.map { issue in
            "\(issue.pointer)\(issue.line.map { " (line \($0))" } ?? ""): \(issue.message)"
        }.joined(separator: "\n")
    }
}
