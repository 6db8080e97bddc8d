package import JSON

/// A workflow definition: what a document of the Serverless Workflow DSL 1.0 says, checked and resolved.
///
/// ``WorkflowParser`` makes it; the engine runs it. References to errors, retries, timeouts and authentications of `use`
/// are resolved, strings are taken apart into ``Template``s, and all expressions stand in one ``ExpressionTable``.
package struct Workflow: Sendable {
    package let document: DocumentHeader
    package let evaluation: Evaluation
    package let input: InputDefinition?
    package let use: Reusables
    package let `do`: [NamedTask]
    /// Over the whole run.
    package let timeout: Timeout?
    package let output: OutputDefinition?
    package let schedule: Schedule?
    /// The whole document, what `$workflow.definition` stands for.
    package let definition: JSON
    package let expressions: ExpressionTable
    /// The functions that stand elsewhere and are known.
    package let externalFunctions: [FunctionCall.Reference: NamedTask]
    /// What stands elsewhere and is not known, each address once.
    package let unresolved: [ExternalReference]
}
