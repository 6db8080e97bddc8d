package import Costs
package import Identity
package import JSON
package import Workflows

/// One execution of a workflow version.
package struct Run: Sendable, Hashable {
    package let id: RunID
    package let workflowVersion: WorkflowVersionID
    package let workflow: WorkflowName
    /// The version of the workflow's document.
    package let version: SemanticVersion
    package let status: RunStatus
    package let input: JSON
    /// Nil until the run has completed.
    package let output: JSON?
    /// The language's error object (`type`, `status`, `title` …) of a faulted run.
    package let error: JSON?
    /// What it has cost until now.
    package let cost: Money
    package let createdBy: UserID
    package let createdAt: Timestamp
    /// When a worker first took it.
    package let startedAt: Timestamp?
    package let endedAt: Timestamp?
    /// When somebody asked to cancel it; it ends as soon as its worker hears of that.
    package let cancelRequestedAt: Timestamp?
    /// When somebody asked to suspend it, until it is resumed; it is suspended as soon as its worker lets go of it.
    package let suspendRequestedAt: Timestamp?

    package init(
        id: RunID, workflowVersion: WorkflowVersionID, workflow: WorkflowName, version: SemanticVersion,
        status: RunStatus = .pending, input: JSON, output: JSON? = nil, error: JSON? = nil,
        cost: Money = .zero, createdBy: UserID, createdAt: Timestamp, startedAt: Timestamp? = nil,
        endedAt: Timestamp? = nil,
        cancelRequestedAt: Timestamp? = nil, suspendRequestedAt: Timestamp? = nil
    ) {
        self.id = id
        self.workflowVersion = workflowVersion
        self.workflow = workflow
        self.version = version
        self.status = status
        self.input = input
        self.output = output
        self.error = error
        self.cost = cost
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.cancelRequestedAt = cancelRequestedAt
        self.suspendRequestedAt = suspendRequestedAt
    }
}
