package import Identity
package import Workflows

/// Which runs of a tenant are meant: those that fit everything that is named here.
package struct RunFilter: Sendable, Hashable {
    package var workflow: WorkflowName?
    /// Of the workflow.
    package var version: SemanticVersion?
    /// Nil: any.
    package var statuses: Set<RunStatus>?
    package var createdAfter: Timestamp?
    package var createdBefore: Timestamp?

    package init(
        workflow: WorkflowName? = nil, version: SemanticVersion? = nil, statuses: Set<RunStatus>? = nil,
        createdAfter: Timestamp? = nil, createdBefore: Timestamp? = nil
    ) {
        self.workflow = workflow
        self.version = version
        self.statuses = statuses
        self.createdAfter = createdAfter
        self.createdBefore = createdBefore
    }
}
