import FunctionKit
import JSON
import Testing

/// What a function says about itself.
@Suite struct FunctionDocumentTests {
    private let document = FunctionDocument.json(EchoFunction.self)

    private func operation(_ method: String, _ path: String) throws -> JSON {
        try #require(document["paths"]?[path]?[method])
    }

    private func codes(_ operation: JSON, _ status: Int) -> [String] {
        let schema = operation["responses"]?["\(status)"]?["content"]?["application/problem+json"]?["schema"]
        return (schema?["allOf"]?[1]?["properties"]?["code"]?["enum"]?.array ?? []).compactMap(\.string)
    }

    @Test func `operations stand in the order of the endpoints, with ids of their own`() throws {
        let paths = try #require(document["paths"]?.object)
        #expect(
            Array(paths.keys) == [
                "/echo", "/items/latest", "/items/{name}", "/me", "/list", "/upload", "/fail", "/book",
            ])
        #expect(paths.values.compactMap { ($0["get"] ?? $0["post"])?["operationId"]?.string }.count == 8)
        #expect(try operation("get", "/items/{name}")["operationId"] == "showItem")
    }

    @Test func `what the route says is described`() throws {
        let echo = try operation("post", "/echo")
        #expect(echo["security"] == [])
        #expect(
            echo["requestBody"]?["content"]?["application/json"]?["examples"]?["text"]?["value"]?["text"] == "hello")
        #expect(codes(echo, 400).contains("invalid_json"))
        #expect(codes(echo, 413) == ["body_too_large", "too_large"])
        #expect(codes(echo, 422) == ["invalid_body"])
        #expect(echo["responses"]?["401"] == nil)

        let me = try operation("get", "/me")
        #expect(me["security"] == [["accessToken": []], ["sessionCookie": []]])
        #expect(me["description"]?.string?.hasSuffix("Needs the permission `agents:create`.") == true)
        #expect(
            codes(me, 401) == ["api_key_invalid", "session_ended", "token_expired", "token_invalid", "token_missing"])
        #expect(me["responses"]?["401"]?["headers"]?["WWW-Authenticate"] != nil)
        #expect(
            codes(me, 403) == [
                "password_change_required", "permission_denied", "second_factor_required", "tenant_deleting",
                "tenant_suspended",
            ])
        #expect(!codes(me, 400).contains("invalid_parameter"))

        let list = try operation("get", "/list")
        #expect(codes(list, 400).contains("invalid_parameter"))
        let limit = try #require(list["parameters"]?[0]?["schema"])
        #expect(limit["minimum"]?.int == PageLimit.range.lowerBound)
        #expect(limit["maximum"]?.int == PageLimit.range.upperBound)

        let upload = try operation("post", "/upload")
        #expect(
            Array(upload["requestBody"]?["content"]?.object?.keys ?? []) == ["application/yaml", "application/json"])
        #expect(upload["responses"]?["422"] == nil)
    }

    @Test func `a POST of somebody who is signed in takes an Idempotency-Key, and preconditions where it checks them`()
        throws
    {
        let book = try operation("post", "/book")
        let headers = (book["parameters"]?.array ?? []).filter { $0["in"] == "header" }.map { $0["name"]?.string }
        #expect(headers == ["Idempotency-Key", "If-Match", "If-None-Match", "X-CSRF-Token"])
        #expect(codes(book, 409) == ["idempotency_key_in_use", "refused"])
        #expect(codes(book, 412) == ["precondition_failed"])
        #expect(book["responses"]?["201"]?["headers"]?["Idempotent-Replayed"] != nil)
        let echo = try operation("post", "/echo")
        #expect(echo["parameters"] == nil)
        #expect(echo["responses"]?["409"] == nil)
    }

    @Test func `what the endpoint says is described`() throws {
        let echo = try operation("post", "/echo")
        let created = try #require(echo["responses"]?["201"])
        #expect(created["headers"]?["Location"] != nil)
        #expect(created["headers"]?["X-Request-Id"] != nil)
        #expect(created["links"]?["showItem"]?["parameters"] == ["name": "$response.body#/text"])
        #expect(try codes(operation("get", "/fail"), 409) == ["taken"])
        let item = try operation("get", "/items/{name}")
        #expect(item["parameters"]?[0]?["in"] == "path")
        #expect(item["parameters"]?[0]?["required"] == true)
        #expect(item["parameters"]?[1]?["in"] == "query")
    }

    @Test func `what is said often stands once`() throws {
        #expect(document["schemas"]?["Item"]?["format"] == "uuid")
        let items = try operation("get", "/list")["responses"]?["200"]?["content"]?["application/json"]?["schema"]
        #expect(items?["properties"]?["items"]?["items"] == ["$ref": "#/components/schemas/Item"])
        #expect(document["schemas"]?["Problem"]?["required"]?.array?.contains("code") == true)
        for path in ["/me", "/list"] {
            #expect(try operation("get", path)["responses"]?["503"] == ["$ref": "#/components/responses/Problem503"])
        }
        #expect(document["responses"]?["Problem503"]?["headers"]?["Retry-After"] != nil)
    }
}
