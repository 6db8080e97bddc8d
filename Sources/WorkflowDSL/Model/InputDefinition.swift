/// The workflow's `input`.
package struct InputDefinition: Sendable {
    /// Evaluated on the raw input; its value is what the first task gets.
    package let from: Template?
}
