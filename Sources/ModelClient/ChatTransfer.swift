internal import HTTPClient
internal import JSON
internal import Synchronization

/// A question under way, through all its attempts.
package final class ChatTransfer: Sendable {
    private struct State {
        var current: HTTPTransfer?
        var attempt = 0
        var isCancelled = false
    }

    private let http: HTTPClient
    private let rules: RetryRules
    private let model: String
    private let deadline: ContinuousClock.Instant
    private let state = Mutex(State())
    private let then: @Sendable (Result<ChatAnswer, ModelError>) -> Void

    init(
        http: HTTPClient, rules: RetryRules, model: String,
        then: @escaping @Sendable (Result<ChatAnswer, ModelError>) -> Void
    ) {
        self.http = http
        self.rules = rules
        self.model = model
        self.then = then
        deadline = .now + rules.timeLimit
    }

    /// Gives the question up: it ends with an error of kind `cancelled` unless it has ended already. Does not wait.
    package func cancel() {
        let current = state.withLock { state in
            state.isCancelled = true
            return state.current
        }
        current?.cancel()
    }

    func start(_ request: ChatRequest, idempotencyKey: String) {
        var headers = [
            ("Content-Type", "application/json"), ("Accept", "application/json"), ("Idempotency-Key", idempotencyKey),
        ]
        do throws(ModelError.Reason) {
            if let key = try request.endpoint.apiKey?.read() { headers.append(("Authorization", "Bearer " + key)) }
        } catch {
            return end(.failure(error), attempt: 0)
        }
        attempt(
            1,
            HTTPRequest(
                method: "POST", url: request.endpoint.url + "/chat/completions", headers: headers,
                body: request.json.bytes, maxResponseBytes: ModelClient.answerLimit))
    }

    private func attempt(_ number: Int, _ request: HTTPRequest, after pause: Duration = .zero) {
        var request = request
        request.timeout = ContinuousClock.now.duration(to: deadline) - pause
        let transfer = http.send(request, after: pause) { [self, request] in arrived($0, number, request) }
        let isTooLate = state.withLock { state in
            // This attempt may be over already, and the next one under way.
            if number > state.attempt { (state.attempt, state.current) = (number, transfer) }
            return state.isCancelled
        }
        if isTooLate { transfer.cancel() }
    }

    private func arrived(_ result: Result<HTTPResponse, HTTPError>, _ number: Int, _ request: HTTPRequest) {
        var reason: ModelError.Reason
        switch result {
        case .success(let response) where (200..<300).contains(response.status):
            do throws(ModelError.Reason) {
                return end(.success(try ChatAnswer(parsing: response.body)), attempt: number)
            } catch {
                reason = error
            }
        case .success(let response): reason = ModelError.Reason(response)
        case .failure(.timeLimit): reason = ModelError.Reason(.timeout, "no complete answer within \(rules.timeLimit)")
        case .failure(let error): reason = ModelError.Reason(error)
        }
        if state.withLock({ $0.isCancelled }) { reason = ModelError.Reason(.cancelled, "given up") }
        guard number < rules.attempts, reason.kind != .cancelled, result.isWorthAnotherAttempt else {
            return end(.failure(reason), attempt: number)
        }
        let pause = result.retryAfter ?? rules.pause(after: number)
        guard pause < ContinuousClock.now.duration(to: deadline) else {
            reason.text += "; waiting \(pause) for another attempt would take longer than \(rules.timeLimit) in all"
            return end(.failure(reason), attempt: number)
        }
        attempt(number + 1, request, after: pause)
    }

    private func end(_ result: Result<ChatAnswer, ModelError.Reason>, attempt: Int) {
        then(result.mapError { ModelError(model: model, reason: $0, attempts: attempt) })
    }
}

extension Result<HTTPResponse, HTTPError> {
    /// Whether the same question may have an answer later.
    fileprivate var isWorthAnotherAttempt: Bool {
        switch self {
        case .success(let response): response.status == 429 || (500...599).contains(response.status)
        case .failure(.connection), .failure(.connectTimeLimit): true
        case .failure: false
        }
    }

    fileprivate var retryAfter: Duration? {
        if case .success(let response) = self { response.retryAfter } else { nil }
    }
}
