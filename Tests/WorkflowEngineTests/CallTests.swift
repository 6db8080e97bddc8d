import JSON
import Testing
import WorkflowEngine

/// Digest section 9.
struct CallTests {
    private func effect(_ arguments: String, input: JSON = [:]) throws -> HTTPEffect {
        let run = try Interpretation("- c: {call: http, with: {\(arguments)}}", input: input)
        try run.run()
        guard case .http(let call) = run.effects.first?.kind else { throw Missing() }
        return call
    }

    private struct Missing: Error {}

    @Test func `9: http arguments are evaluated and encoded`() throws {
        let call = try effect(
            "method: post, endpoint: 'http://x.test/pets/{id}?a=1', headers: {X-Name: '${ .name }'}, query: {q: 'a b&c', n: '${ .n }'}, body: {name: '${ .name }'}",
            input: ["id": "a/b", "name": "Ada", "n": 3])
        #expect(call.method == "POST")
        #expect(call.url == "http://x.test/pets/a%2Fb?a=1&q=a%20b%26c&n=3")
        #expect(call.headers.map { "\($0.name): \($0.value)" } == ["X-Name: Ada", "Content-Type: application/json"])
        #expect(String(decoding: call.body, as: UTF8.self) == #"{"name":"Ada"}"#)
    }

    @Test func `9: the endpoint may be an expression`() throws {
        #expect(
            try effect("method: get, endpoint: '${ .base + \"/x\" }'", input: ["base": "http://y.test"]).url
                == "http://y.test/x")
    }

    @Test func `9: content is read by its type`() throws {
        let call = try effect("method: get, endpoint: 'http://x.test/'")
        func content(_ type: String, _ body: String) throws -> JSON {
            try call.result(status: 200, headers: [("Content-Type", type)], body: Array(body.utf8)).get()
        }
        #expect(try content("application/problem+json; charset=utf-8", #"{"a":1}"#) == ["a": 1])
        #expect(try content("text/html", "<p>") == "<p>")
        #expect(try content("application/octet-stream", "abcd") == "YWJjZA==")
        #expect(try content("application/json", "") == .null)
    }

    @Test func `9: output raw and response`() throws {
        let raw = try effect("method: get, endpoint: 'http://x.test/', output: raw")
        #expect(try raw.result(status: 200, headers: [], body: Array("hello".utf8)).get() == "aGVsbG8=")
        let whole = try effect("method: get, endpoint: 'http://x.test/', output: response")
        let answer = try whole.result(status: 201, headers: [("A", "1"), ("A", "2")], body: []).get()
        #expect(answer["statusCode"] == 201)
        #expect(answer["headers"] == ["A": "1, 2"])
        #expect(answer["request"] == ["method": "GET", "uri": "http://x.test/", "headers": [:]])
    }

    @Test func `9: what counts as success depends on redirect`() throws {
        let plain = try effect("method: get, endpoint: 'http://x.test/?key=secret'")
        guard case .failure(let error) = plain.result(status: 302, headers: [], body: []) else { throw Missing() }
        #expect(error.status == 302)
        #expect(error.type == StandardError.communication.type)
        #expect(error.title != nil)
        #expect(error.detail?.contains("secret") == false)
        let following = try effect("method: get, endpoint: 'http://x.test/', redirect: true")
        #expect(throws: Never.self) { try following.result(status: 302, headers: [], body: []).get() }
    }

    @Test func `agents get their input and version`() throws {
        let run = try Interpretation(
            "- c: {call: agent, with: {agent: review, version: 2, input: {text: '${ .t }'}}}", input: ["t": "x"])
        #expect(try run.output { _ in .success(["kind": "bug"]) } == ["kind": "bug"])
        guard case .agent(let call) = run.effects.first?.kind else { throw Missing() }
        #expect(call.agent == "review")
        #expect(call.version == 2)
        #expect(call.input == ["text": "x"])
    }
}
