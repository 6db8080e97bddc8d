package import Identity
package import Workflows

/// A run as lists show it: without its input, output and error, which may be large.
package struct RunSummary: Sendable, Hashable {
    package let id: RunID
    package let workflow: WorkflowName
    /// The version of the workflow's document.
    package let version: SemanticVersion
    package let status: RunStatus
    package let createdAt: Timestamp
    package let startedAt: Timestamp?
    package let endedAt: Timestamp?
}
