/// `input` of a workflow or a task.
package struct InputDefinition: Sendable {
    /// What the raw input must be.
    package let schema: SchemaDefinition?
    /// Evaluated on the raw input; its value is what the work gets.
    package let from: Template?
}
