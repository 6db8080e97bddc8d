package import Identity

/// Names a workflow of a tenant: all versions of one namespace and name.
package typealias WorkflowID = Identifier<WorkflowKind>
/// Names one version of a workflow: what a run executes.
package typealias WorkflowVersionID = Identifier<WorkflowVersion>

package enum WorkflowKind {}
