package import HTTPClient

/// Asks models over the chat completions API of OpenAI, which most providers have.
///
/// Answers 429 and 5xx and lost connections are tried again, by the provider's `Retry-After` where it gives one, with one
/// `Idempotency-Key` for all attempts.
package struct ModelClient: Sendable {
    /// The largest answer, in bytes.
    package static let answerLimit = 4 << 20

    private let http: HTTPClient
    private let rules: RetryRules

    package init(http: HTTPClient, rules: RetryRules = RetryRules()) {
        self.http = http
        self.rules = rules
    }

    /// Asks.
    ///
    /// - Parameters:
    ///   - idempotencyKey: the same when the same question is asked again after a crash.
    ///   - then: called exactly once, perhaps before this returns; must not block the HTTP thread.
    @discardableResult
    package func complete(
        _ request: ChatRequest, idempotencyKey: String,
        then: @escaping @Sendable (Result<ChatAnswer, ModelError>) -> Void
    ) -> ChatTransfer {
        let transfer = ChatTransfer(http: http, rules: rules, model: request.endpoint.name, then: then)
        transfer.start(request, idempotencyKey: idempotencyKey)
        return transfer
    }
}
