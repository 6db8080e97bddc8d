package import Identity
package import JSON

/// One thing that a run waits for: a task that is blocked.
package struct RunWait: Sendable, Hashable {
    /// Where the task stands in the document.
    package let reference: String
    package let name: String
    package let attempt: Int
    package let since: Timestamp
    /// What explains the task, see ``RunTask/detail``: what it waits for stands there.
    package let detail: JSON
    /// The run that it waits for.
    package let childRun: RunID?
}
