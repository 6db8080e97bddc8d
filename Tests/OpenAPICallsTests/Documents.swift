import JSON
import OpenAPICalls
import Testing

/// Small documents around one operation, and what it is sent as.
enum Documents {
    static let url = "https://api.example.com/v1/openapi.json"

    static func three(
        path: String = "/things", method: String = "get", parameters: JSON = [], body: JSON = nil,
        servers: JSON = [["url": "https://api.example.com"]], components: JSON = [:]
    ) throws -> OpenAPIDocument {
        var operation: JSON = ["operationId": "call", "parameters": parameters]
        if !body.isNull { operation["requestBody"] = body }
        let document: JSON = [
            "openapi": "3.1.0", "servers": servers, "components": components,
            "paths": .object([path: .object([method: operation])]),
        ]
        return try OpenAPIDocument(document.bytes, from: url)
    }

    static func two(
        path: String = "/things", method: String = "get", parameters: JSON = [], consumes: JSON = nil,
        root: JSONObject = ["host": "api.example.com"]
    ) throws -> OpenAPIDocument {
        var operation: JSON = ["operationId": "call", "parameters": parameters]
        if !consumes.isNull { operation["consumes"] = consumes }
        let document: JSONObject = ["swagger": "2.0", "paths": .object([path: .object([method: operation])])]
        return try OpenAPIDocument(JSON.object(document.merging(root) { $1 }).bytes, from: url)
    }
}

extension OpenAPIDocument {
    func call(_ parameters: JSONObject = [:]) throws -> OpenAPIRequest {
        try request(operationID: "call", parameters: parameters)
    }

    /// The text of the error by which a call must end.
    func failure(_ parameters: JSONObject = [:]) throws -> String {
        try #require(throws: OpenAPIError.self) { try call(parameters) }.description
    }
}

extension OpenAPIRequest {
    /// The URL without the server's part.
    var target: String { String(url.trimmingPrefix("https://api.example.com")) }
    var text: String { String(decoding: body, as: UTF8.self) }
    var lines: [String] { headers.map { "\($0.name): \($0.value)" } }
}
