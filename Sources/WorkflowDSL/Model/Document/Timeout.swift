/// How long a workflow or a task may take.
package struct Timeout: Sendable, Hashable {
    package let after: DurationTemplate

    package init(after: DurationTemplate) {
        self.after = after
    }
}
