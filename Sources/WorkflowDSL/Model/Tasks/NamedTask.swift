package import JSON

/// An entry of a task list.
package struct NamedTask: Sendable {
    /// Unique in its list.
    package let name: String
    /// Its place in the definition, such as `/do/0/getPet`; `$task.reference` and the `instance` of its errors.
    package let pointer: JSONPointer
    package let task: Task
}
