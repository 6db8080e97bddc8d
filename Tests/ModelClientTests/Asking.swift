import Foundation
import HTTPClient
import JSON
import ModelClient
import TestServers
import Testing

/// Asks a provider and waits. Sendable by proof: `results` is read and written under `changed`.
final class Asking: @unchecked Sendable {
    /// Quick, so that tests of attempts are.
    static let quick = RetryRules(firstPause: .milliseconds(10), longestPause: .milliseconds(40))

    private let changed = NSCondition()
    private var results: [Result<ChatAnswer, ModelError>] = []
    private let http = HTTPClient()
    private let rules: RetryRules

    init(_ rules: RetryRules = quick) {
        self.rules = rules
    }

    @discardableResult
    func start(_ request: ChatRequest, key: String = "run-1") -> ChatTransfer {
        ModelClient(http: http, rules: rules).complete(request, idempotencyKey: key) { [self] result in
            changed.withLock {
                results.append(result)
                changed.broadcast()
            }
        }
    }

    /// Waits until this many answers have come.
    func wait(_ count: Int = 1, limit: TimeInterval = 180) throws -> [Result<ChatAnswer, ModelError>] {
        let end = Date(timeIntervalSinceNow: limit)
        return try changed.withLock {
            while results.count < count {
                try #require(changed.wait(until: end), "\(results.count) of \(count) answers within \(limit) s")
            }
            return results
        }
    }

    /// The answer to one question.
    func answer(to request: ChatRequest) throws -> ChatAnswer {
        start(request)
        return try #require(try wait().first).get()
    }

    /// The error of a question that must fail.
    func failure(of request: ChatRequest) throws -> ModelError {
        try #require(throws: ModelError.self) { try answer(to: request) }
    }
}

extension ScriptedServer {
    /// A question to this server.
    func question(_ text: String = "Hello?", apiKey: APIKeySource? = nil) -> ChatRequest {
        ChatRequest(
            endpoint: ModelEndpoint(name: "scripted", url: url + "/v1/", model: "gpt", apiKey: apiKey),
            messages: [ChatMessage(.user, text)])
    }
}

extension ScriptedAnswer {
    /// The answer of a provider.
    static func chat(
        _ content: JSON, end: String = "stop", usage: JSON? = ["prompt_tokens": 3, "completion_tokens": 5]
    ) -> Self {
        var body: JSON = [
            "id": "x",
            "choices": [
                ["index": 0, "message": ["role": "assistant", "content": content], "finish_reason": .string(end)]
            ],
        ]
        body["usage"] = usage
        return .json(body)
    }
}
