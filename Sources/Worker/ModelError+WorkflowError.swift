import ModelClient
import WorkflowEngine

extension ModelError {
    /// The error of a run whose agent has no answer.
    var workflowError: WorkflowError {
        let standard: StandardError =
            switch kind {
            case .configuration: .configuration
            case .authentication: .authentication
            case .authorization: .authorization
            case .timeout: .timeout
            case .communication: .communication
            case .runtime, .cancelled: .runtime
            }
        return WorkflowError(standard, status: status, detail: "\(self).")
    }
}
