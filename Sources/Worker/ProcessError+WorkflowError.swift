import Processes
import WorkflowEngine

extension ProcessError {
    /// The error of a task whose program did not run to its end.
    var workflowError: WorkflowError {
        let standard: StandardError =
            switch self {
            case .unknownLanguage, .invalidRequest: .configuration
            case .timeLimit: .timeout
            case .imageUnavailable: .communication
            case .sandboxUnavailable, .containersUnavailable, .interpreterMissing, .memoryLimit, .outputLimit,
                .fileLimit,
                .queueLimit, .cancelled, .failed:
                .runtime
            }
        return WorkflowError(standard, detail: "The program was not run to its end: \(self).")
    }
}
