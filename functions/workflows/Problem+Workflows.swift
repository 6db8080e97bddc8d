internal import FunctionKit

extension Problem {
    static let workflowNotFound = Problem(
        404, "workflow_not_found",
        "There is no such workflow, or no such version of it. Deploy it with POST /api/v1/workflows.")

    static let runNotFound = Problem(404, "run_not_found", "There is no such run.")
}
