import Foundation
import JSON
import ModelClient
import TestServers
import Testing

@Suite struct ModelClientTests {
    @Test func `a question is what the chat completions API takes`() throws {
        let server = ScriptedServer([.chat("Hi.")])
        defer { server.stop() }
        let endpoint = ModelEndpoint(name: "scripted", url: server.url + "/v1", model: "gpt")
        let answer = try Asking().answer(
            to: ChatRequest(
                endpoint: endpoint, messages: [ChatMessage(.system, "Be short."), ChatMessage(.user, "Hello?")],
                answerSchema: ["type": "object"], temperature: 0.5, maxOutputTokens: 20))
        #expect(answer == ChatAnswer(content: "Hi.", end: .stop, usage: ChatAnswer.Usage(input: 3, output: 5)))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/v1/chat/completions")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("Idempotency-Key") == "run-1")
        #expect(request.header("Authorization") == nil)
        #expect(
            try JSON(parsing: request.body) == [
                "model": "gpt",
                "messages": [["role": "system", "content": "Be short."], ["role": "user", "content": "Hello?"]],
                "temperature": 0.5, "max_tokens": 20,
                "response_format": [
                    "type": "json_schema", "json_schema": ["name": "answer", "schema": ["type": "object"]],
                ],
            ])
    }

    @Test func `what nobody set is left to the provider`() throws {
        let server = ScriptedServer([.chat("Hi.")])
        defer { server.stop() }
        _ = try Asking().answer(to: server.question())
        let body = try JSON(parsing: try #require(server.requests.first).body)
        #expect(body == ["model": "gpt", "messages": [["role": "user", "content": "Hello?"]]])
    }

    @Test(arguments: [("stop", .stop), ("length", .length), ("content_filter", .other)] as [(String, ChatAnswer.End)])
    func `the answer says why it ends`(reason: String, end: ChatAnswer.End) throws {
        let server = ScriptedServer([.chat("Hi", end: reason)])
        defer { server.stop() }
        #expect(try Asking().answer(to: server.question()).end == end)
    }

    @Test(arguments: [
        (ScriptedAnswer.text("<html>secret"), "its answer is not one of the chat completions API"),
        (.json(["secret": true]), "its answer is not one of the chat completions API"),
        (.json(["choices": []]), "its answer is not one of the chat completions API"),
        (.chat(nil), "its answer has no text"),
        (.chat("secret", usage: nil), "its answer does not say how many tokens were used"),
        (.chat("secret", usage: ["prompt_tokens": 3]), "its answer does not say how many tokens were used"),
        (
            .chat("secret", usage: ["prompt_tokens": -3, "completion_tokens": 1]),
            "its answer does not say how many tokens were used"
        ),
        (
            .json(["choices": [["message": ["content": nil, "refusal": "secret"]]]]), "it refused to answer"
        ),
    ])
    func `an answer of another form is an error that does not quote it`(answer: ScriptedAnswer, text: String) throws {
        let server = ScriptedServer([answer])
        defer { server.stop() }
        let error = try Asking().failure(of: server.question())
        #expect(error.kind == .runtime)
        #expect("\(error)" == "model scripted: \(text)")
        #expect(server.requests.count == 1)
    }

    @Test(
        arguments: [
            (
                400, ["code": nil, "type": "invalid_request_error", "message": "secret"], .communication,
                " (invalid_request_error)"
            ),
            (401, ["code": "invalid_api_key", "message": "secret"], .authentication, " (invalid_api_key)"),
            (403, ["message": "secret"], .authorization, ""),
            (404, "secret", .communication, ""),
            (422, ["code": "has secret words"], .communication, ""),
            (301, nil, .communication, ""),
        ] as [(Int, JSON, ModelError.Kind, String)])
    func `a refusal is told by its status and code`(status: Int, error: JSON, kind: ModelError.Kind, code: String)
        throws
    {
        let server = ScriptedServer([.json(["error": error], status: status)])
        defer { server.stop() }
        let failure = try Asking().failure(of: server.question())
        #expect(failure.kind == kind)
        #expect(failure.status == status)
        #expect("\(failure)" == "model scripted: it answered with status \(status)\(code)")
        #expect(server.requests.count == 1)
    }

    @Test func `the key of a file or a variable is sent and never shown`() throws {
        let server = ScriptedServer([.chat("Hi."), .chat("Hi."), .json([:], status: 401)])
        defer { server.stop() }
        try TestServers.temporaryDirectory { (directory) throws in
            let path = directory + "/key"
            try Data("sk-secret\n".utf8).write(to: URL(fileURLWithPath: path))
            _ = try Asking().answer(to: server.question(apiKey: .file(path)))
            _ = try Asking().answer(to: server.question(apiKey: .variable("PATH")))
            let error = try Asking().failure(of: server.question(apiKey: .file(path)))
            #expect(!"\(error)".contains("secret") && !String(reflecting: error).contains("secret"))
        }
        #expect(server.requests[0].header("Authorization") == "Bearer sk-secret")
        #expect(
            server.requests[1].header("Authorization") == "Bearer "
                + (ProcessInfo.processInfo.environment["PATH"] ?? ""))
    }

    @Test func `a key that is missing or no key is an error of the configuration`() throws {
        let server = ScriptedServer([.chat("Hi.")])
        defer { server.stop() }
        try TestServers.temporaryDirectory { (directory) throws in
            for (name, content) in [
                ("empty", "\n"), ("two", "sk secret"), ("long", String(repeating: "x", count: 5_000)),
            ] {
                try Data(content.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
            }
            for source in [
                APIKeySource.file(directory + "/none"), .file(directory + "/empty"), .file(directory + "/two"),
                .file(directory + "/long"), .variable("NO_SUCH_VARIABLE_HERE"),
            ] {
                let error = try Asking().failure(of: server.question(apiKey: source))
                #expect(error.kind == .configuration, "\(source)")
                #expect("\(error)".contains("API key") && !"\(error)".contains("secret"))
            }
        }
        #expect(server.requests.isEmpty)
    }
}
