/// A `raise` task.
package struct RaisedError: Sendable {
    /// Stated in the task or taken from `use.errors`.
    package let definition: ErrorDefinition
}
