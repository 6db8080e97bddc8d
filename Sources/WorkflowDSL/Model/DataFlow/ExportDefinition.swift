/// `export` of a task.
package struct ExportDefinition: Sendable {
    /// What the new context must be.
    package let schema: SchemaDefinition?
    /// Evaluated on the task's output; its value replaces the context.
    package let `as`: Template?
}
