package import Identity

/// One deployed version of a workflow, without its document (see ``WorkflowSource``). It never changes.
package struct WorkflowVersion: Sendable, Hashable {
    package let id: WorkflowVersionID
    package let workflow: WorkflowID
    package let name: WorkflowName
    /// The document's `version`.
    package let version: SemanticVersion
    package let createdBy: UserID
    package let createdAt: Timestamp

    package init(
        id: WorkflowVersionID, workflow: WorkflowID, name: WorkflowName, version: SemanticVersion, createdBy: UserID,
        createdAt: Timestamp
    ) {
        self.id = id
        self.workflow = workflow
        self.name = name
        self.version = version
        self.createdBy = createdBy
        self.createdAt = createdAt
    }
}
