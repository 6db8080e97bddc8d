internal import FunctionKit
internal import Runs
internal import Workflows

extension Problem {
    static let workflowNotFound = Problem(
        404, "workflow_not_found",
        "There is no such workflow, or no such version of it. Deploy it with POST /api/v1/workflows.")

    static let versionExists = Problem(
        409, "version_exists",
        "This version was deployed with another document. A version never changes: raise document.version.")

    static let workflowInvalid = Problem(
        422, "workflow_invalid", "The document is not a workflow that can run here; see errors.")

    static let runFinished = Problem(409, "run_finished", "The run has ended already.")

    static let runNotFound = Problem(404, "run_not_found", "There is no such run.")

    static let tooManyChildren = Problem(
        409, "too_many_children",
        "The run awaits more than \(RunStore.followingLimit) runs, too many to be changed with it.")

    init(_ limit: WorkflowLimit) {
        switch limit {
        case .workflows:
            self.init(
                409, "too_many_workflows",
                "Your tenant has \(WorkflowLimit.workflowLimit) workflows, as many as it may.")
        case .versions:
            self.init(
                409, "too_many_versions",
                "This workflow has \(WorkflowLimit.versionLimit) versions, as many as it may. Deploy it by another name."
            )
        }
    }

    static let tooManyRuns = Problem(
        429, "too_many_runs",
        "Your tenant has \(RunAllowance.limit) runs that have not ended, as many as it may. Try again when some have.",
        headers: [("Retry-After", "10")])
}
