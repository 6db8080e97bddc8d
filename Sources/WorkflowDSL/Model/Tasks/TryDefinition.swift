/// A `try` task.
package struct TryDefinition: Sendable {
    package let `try`: [NamedTask]
    package let `catch`: Catch
}
