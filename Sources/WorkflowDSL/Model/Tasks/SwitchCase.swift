/// One case of a `switch` task.
package struct SwitchCase: Sendable {
    package let name: String
    /// Nil for the default, which counts when no other case matches, wherever it stands.
    package let when: Expression?
    package let then: FlowDirective
}
