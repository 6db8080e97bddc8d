import HTTPClient
import WorkflowEngine

extension HTTPError {
    /// The error of a run whose call has no answer.
    ///
    /// - Parameter exchange: method and URL, as errors show them.
    func workflowError(for exchange: String) -> WorkflowError {
        if case .addressRefused = self { return refusal(of: exchange) }
        let standard: StandardError =
            switch self {
            case .invalidRequest: .configuration
            case .connectTimeLimit, .timeLimit: .timeout
            case .connection, .responseLimit, .headerLimit, .redirectLimit, .redirectRefused, .addressRefused:
                .communication
            case .cancelled: .runtime
            }
        return WorkflowError(standard, detail: "\(exchange): \(self).")
    }

    /// 403 and not the 500 of a lost connection: who retries what may pass does not retry this.
    private func refusal(of exchange: String) -> WorkflowError {
        WorkflowError(
            .communication, status: 403,
            detail: """
                \(exchange): \(self). The policy of the tenant has that list: an admin adds the address, or the name of \
                the host, to outboundAllow (intelligentic tenant policy set).
                """)
    }
}
