import HTTPClient
import WorkflowEngine

extension HTTPError {
    /// The error of a run whose call has no answer.
    ///
    /// - Parameter exchange: method and URL, as errors show them.
    func workflowError(for exchange: String) -> WorkflowError {
        let standard: StandardError =
            switch self {
            case .invalidRequest: .configuration
            case .connectTimeLimit, .timeLimit: .timeout
            case .connection, .responseLimit, .headerLimit, .redirectLimit, .redirectRefused: .communication
            case .cancelled: .runtime
            }
        return WorkflowError(standard, detail: "\(exchange): \(self).")
    }
}
