/// How many workflows and versions there may be. Thrown where there is no room for another one.
package enum WorkflowLimit: Error, Sendable, Hashable {
    case workflows, versions

    /// In one tenant.
    package static let workflowLimit = 1_000
    /// Of one workflow.
    package static let versionLimit = 1_000
}
