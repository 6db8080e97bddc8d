package import Identity
package import JSON
package import Workflows

/// A run that a worker has taken, with all that it takes to execute it.
package struct RunClaim: Sendable {
    package let tenant: TenantID
    package let run: RunID
    package let workflowVersion: WorkflowVersionID
    package let input: JSON
    /// When a worker first took it; the run's clock starts here, in every replay.
    package let startedAt: Timestamp
    package let isCancelRequested: Bool
    package let isSuspendRequested: Bool
    /// What it was when the worker took it.
    package let previousStatus: RunStatus
    /// Things in its inbox.
    package let inboxCount: Int
    /// Nil where no other run started it.
    package let parent: RunParent?

    /// Nobody has executed it before: there is no journal, nor anything else of it.
    package var isNew: Bool { previousStatus == .pending }
    /// Whether it was parked: all that it did until then is committed.
    package var wasWaiting: Bool { previousStatus == .waiting }
}
