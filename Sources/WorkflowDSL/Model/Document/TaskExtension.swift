/// Tasks to run before and after other tasks.
package struct TaskExtension: Sendable {
    package let name: String
    package let extend: Target
    /// Whether it applies to a task; nil for always.
    package let when: Expression?
    package let before: [NamedTask]
    package let after: [NamedTask]

    /// The tasks that are extended.
    package enum Target: String, Sendable, CaseIterable {
        case all, call
        /// `do` and `fork`.
        case composite
        case emit, `for`, listen, raise, run, set, `switch`, `try`, wait
    }
}
