import ChildProcess
import Foundation
import JSON
import ModelClient
import TestServers
import Testing

/// The real model: that it answers in the form that was asked for. It is too small for more.
@Suite struct LocalModelTests {
    private static let schema: JSON = [
        "type": "object",
        "properties": [
            "kind": ["type": "string", "enum": ["bugfix", "security"]],
            "urgent": ["type": "boolean"],
        ],
        "required": ["kind", "urgent"],
        "additionalProperties": false,
    ]

    @Test func `it answers with text and counts its tokens`() throws {
        let answer = try Asking().answer(to: question("Say hello.", tokens: 24))
        #expect(!answer.content.isEmpty)
        #expect(answer.usage.input > 5)
        #expect((1...24).contains(answer.usage.output))
    }

    @Test func `it says when it was cut off`() throws {
        let answer = try Asking().answer(to: question("Count from one to one hundred.", tokens: 3))
        #expect(answer.end == .length)
        #expect(answer.usage.output == 3)
    }

    @Test func `it keeps to a schema, for several at a time`() throws {
        let asking = Asking()
        for text in ["Fix a crash.", "CVE-2026-1: close a hole.", "Fix a typo.", "Fix a leak.", "Fix a test."] {
            var request = try question(text, tokens: 100)
            request.answerSchema = Self.schema
            asking.start(request)
        }
        for answer in try asking.wait(5) {
            let value = try JSON(parsing: try answer.get().content)
            #expect(value.object?.keys.sorted() == ["kind", "urgent"])
            #expect(["bugfix", "security"].contains(value["kind"]?.string))
            #expect(value["urgent"]?.bool != nil)
        }
    }

    @Test func `it refuses a question that is larger than its context`() throws {
        let error = try Asking().failure(of: question(String(repeating: "word ", count: 6_000), tokens: 3))
        #expect(error.kind == .communication)
        #expect(error.status == 400)
        #expect("\(error)".contains("exceed_context_size_error"))
    }

    @Test func `its server ends in good order when it is told to`() throws {
        let python = try PrivateModel.python()
        let server = try ChildProcess(
            python, ["\(TestServers.packageRoot)/bin/local-model", "--port", String(TestServers.freePort())],
            output: .pipe,
            error: .null, parentDeathSignal: SIGKILL)
        let output = FileHandle(fileDescriptor: try #require(server.standardOutput), closeOnDealloc: false)
        // It says that it serves; the end of its output would be empty.
        #expect(!output.availableData.isEmpty)
        server.terminate(SIGTERM)
        #expect(server.wait(limit: .seconds(20)) == .exited(0))
    }

    private func question(_ text: String, tokens: Int) throws -> ChatRequest {
        let server = try PrivateModel.shared()
        return ChatRequest(
            endpoint: ModelEndpoint(name: "local", url: server.url, model: server.model),
            messages: [ChatMessage(.user, text)], temperature: 0, maxOutputTokens: tokens)
    }
}
