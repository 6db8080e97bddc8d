package import JSON

/// A workflow definition: what a document of the Serverless Workflow DSL 1.0 says, checked and resolved.
///
/// ``WorkflowParser`` makes it; the engine runs it. References to `use.errors` and `use.retries` are resolved, strings
/// are taken apart into ``Template``s, and all expressions stand in one ``ExpressionTable``.
package struct Workflow: Sendable {
    package let document: DocumentHeader
    package let input: InputDefinition?
    package let `do`: [NamedTask]
    package let output: OutputDefinition?
    /// `use.errors`.
    package let errors: [String: ErrorDefinition]
    /// `use.retries`.
    package let retries: [String: RetryPolicy]
    /// The whole document, what `$workflow.definition` stands for.
    package let definition: JSON
    package let expressions: ExpressionTable
}
