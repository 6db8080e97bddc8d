import Foundation
import JSON
import Synchronization
import TestServers

/// What stands in for the hosts that the guide calls, and for its model.
final class GuideServices: Sendable {
    private let flaky = Mutex(0)

    static let hosts = ["https://shop.example.com", "https://login.example.com"]

    func start() -> ScriptedServer {
        ScriptedServer { [self] request in answer(request) }
    }

    private func answer(_ request: RecordedRequest) -> ScriptedAnswer {
        switch (request.method, request.path) {
        case ("GET", "/pets/1"): .json(["id": 1, "name": "Rex"])
        case ("GET", "/flaky"):
            flaky.withLock { count in
                count += 1
                return count < 3 ? .text("busy", status: 503) : .json(["answered": "at the third time"])
            }
        case ("GET", "/slow"): .json("late", delay: .seconds(20))
        case ("GET", "/who"): who(request.header("Authorization") ?? "")
        case ("POST", let path) where path.hasSuffix("/orders"):
            .json(
                [
                    "path": .string(request.target), "customer": JSON(request.header("X-Customer")),
                    "items": (try? JSON(parsing: request.body))?["items"] ?? .null,
                ], status: 201)
        case ("POST", "/token"):
            .json([
                "access_token": .string("issued-for-\(scope(request.text))"), "token_type": "Bearer", "expires_in": 300,
            ])
        case ("GET", "/catalog/functions/greet/1.0.0/function.yaml"): .text("set: {said: 'Hello ${ .name }'}")
        case ("GET", "/openapi.json"): .json(Self.description)
        case ("POST", "/v1/chat/completions"):
            .json([
                "choices": [
                    ["message": ["role": "assistant", "content": #"{"kind": "bug"}"#], "finish_reason": "stop"]
                ],
                "usage": ["prompt_tokens": 11, "completion_tokens": 7],
            ])
        default: .text("", status: 404)
        }
    }

    private func who(_ authorization: String) -> ScriptedAnswer {
        let parts = authorization.split(separator: " ").map(String.init)
        let known = ["Basic YWRhOmxvdmVsYWNl", "Bearer token-1815", "Bearer issued-for-read"]
        guard known.contains(authorization) else { return .text("who are you?", status: 401) }
        let token = parts[1].split(separator: "-").joined(separator: " ")
        return .json(["scheme": .string(parts[0]), "token": .string(token)])
    }

    private func scope(_ form: String) -> String {
        form.split(separator: "&").first { $0.hasPrefix("scope=") }.map { String($0.dropFirst("scope=".count)) } ?? ""
    }

    private static let description: JSON = [
        "openapi": "3.0.3", "info": ["title": "Pets", "version": "1"],
        "paths": [
            "/pets/{id}": [
                "get": [
                    "operationId": "showPet",
                    "parameters": [["name": "id", "in": "path", "required": true, "schema": ["type": "integer"]]],
                    "responses": ["200": ["description": "A pet"]],
                ]
            ]
        ],
    ]
}
