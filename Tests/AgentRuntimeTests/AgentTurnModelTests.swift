import AgentRuntime
import Foundation
import HTTPClient
import JSON
import ModelClient
import TestServers
import Testing

/// Whole turns with the real model.
@Suite struct AgentTurnModelTests {
    @Test func `an answer of the model keeps to the agent's schema`() throws {
        let output = try ask(
            "Fix a crash when the list is empty.",
            schema: [
                "type": "object",
                "properties": [
                    "kind": ["type": "string", "enum": ["packaging", "bugfix", "security"]],
                    "summary": ["type": "string", "minLength": 1, "maxLength": 80],
                ],
                "required": ["kind", "summary"],
                "additionalProperties": false,
            ])
        #expect(output.object?.keys.sorted() == ["kind", "summary"])
        #expect(["packaging", "bugfix", "security"].contains(output["kind"]?.string))
    }

    @Test func `without a schema it is text`() throws {
        #expect(try ask(["text": "Hello"], schema: nil).string?.isEmpty == false)
    }

    private func ask(_ input: JSON, schema: JSON?) throws -> JSON {
        let server = try PrivateModel.shared()
        let turn = AgentTurn(
            agent: AgentDefinition(
                name: "labeller", version: 1, instructions: "You label changelog entries.",
                outputSchema: schema, temperature: 0, maxOutputTokens: 96),
            input: input)
        let endpoint = ModelEndpoint(name: "local", url: server.url, model: server.model)
        let arrived = Arrived()
        let client = ModelClient(http: HTTPClient())
        client.complete(turn.request(endpoint: endpoint), idempotencyKey: "run-1") { arrived.set($0) }
        return try turn.output(from: try arrived.wait().get())
    }
}

/// The answer that a callback brings. Sendable by proof: `result` is read and written under `changed`.
private final class Arrived: @unchecked Sendable {
    private let changed = NSCondition()
    private var result: Result<ChatAnswer, ModelError>?

    func set(_ result: Result<ChatAnswer, ModelError>) {
        changed.withLock {
            self.result = result
            changed.broadcast()
        }
    }

    func wait() throws -> Result<ChatAnswer, ModelError> {
        let end = Date(timeIntervalSinceNow: 180)
        return try changed.withLock {
            while result == nil { try #require(changed.wait(until: end), "no answer within 180 s") }
            return try #require(result)
        }
    }
}
