import Foundation
import JSON
import TestServers

/// What the scenarios of the conformance kit ask of petstore.swagger.io and httpbin.org, and its examples of the catalog of
/// the language, as far as they ask it.
enum PublicServices {
    static func start() -> ScriptedServer {
        ScriptedServer { request in
            let parts = request.path.split(separator: "/").map(String.init)
            switch (parts.first, parts.count) {
            case ("v2", _): return petstore(Array(parts.dropFirst()), request)
            case ("basic-auth", 3):
                let credentials = Data("\(parts[1]):\(parts[2])".utf8).base64EncodedString()
                guard request.header("Authorization") == "Basic \(credentials)" else { return .text("", status: 401) }
                return .json(["authenticated": true, "user": .string(parts[1])])
            case ("serverlessworkflow", _) where request.path.hasSuffix("/functions/log/1.0.0/function.yaml"):
                return .text(log)
            default: return .text("", status: 404)
            }
        }
    }

    private static let log = """
        input: {schema: {document: {type: object, required: [message]}}}
        output: {schema: {document: {type: string}}}
        run:
          script:
            language: python
            arguments: ['${ .level }', '${ .message }']
            code: |
              import sys
              print(" ".join(sys.argv[1:]), end="")
        """

    private static func petstore(_ path: [String], _ request: RecordedRequest) -> ScriptedAnswer {
        switch path {
        case ["swagger.json"]: .json(description(host: request.header("Host") ?? ""))
        case ["pet", "findByStatus"] where request.target.hasSuffix("?status=available"): .json([pet(1), pet(2)])
        case ["pet", "1"], ["pet", "2"]: .json(pet(path[1] == "1" ? 1 : 2))
        default: .json(["code": 404, "type": "unknown"], status: 404)
        }
    }

    private static func pet(_ id: JSON) -> JSON {
        ["id": id, "name": "doggie", "status": "available", "photoUrls": []]
    }

    private static func description(host: String) -> JSON {
        [
            "swagger": "2.0", "info": ["title": "Petstore", "version": "1"], "host": .string(host), "basePath": "/v2",
            "schemes": ["http"],
            "paths": [
                "/pet/findByStatus": [
                    "get": [
                        "operationId": "findPetsByStatus", "produces": ["application/json"],
                        "parameters": [
                            [
                                "name": "status", "in": "query", "required": true, "type": "array",
                                "items": ["type": "string"], "collectionFormat": "multi",
                            ]
                        ],
                        "responses": ["200": ["description": "Pets."]],
                    ]
                ],
                "/pet/{petId}": [
                    "get": [
                        "operationId": "getPetById", "produces": ["application/json"],
                        "parameters": [
                            ["name": "petId", "in": "path", "required": true, "type": "integer", "format": "int64"]
                        ],
                        "responses": ["200": ["description": "A pet."]],
                    ]
                ],
            ],
        ]
    }
}
