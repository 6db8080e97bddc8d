/// `output` of a workflow or a task.
package struct OutputDefinition: Sendable {
    /// What the output must be.
    package let schema: SchemaDefinition?
    /// Evaluated on the raw output; its value is the output.
    package let `as`: Template?
}
