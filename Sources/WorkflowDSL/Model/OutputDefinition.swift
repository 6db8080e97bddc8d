/// The workflow's `output`.
package struct OutputDefinition: Sendable {
    /// Evaluated on the last task's output; its value is the run's output.
    package let `as`: Template?
}
