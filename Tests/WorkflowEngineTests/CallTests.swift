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

    @Test func `digest 9: http arguments are evaluated and encoded`() throws {
        let call = try effect(
            "method: post, endpoint: 'http://x.test/pets/{id}?a=1', headers: {X-Name: '${ .name }'}, query: {q: 'a b&c', n: '${ .n }'}, body: {name: '${ .name }'}",
            input: ["id": "a/b", "name": "Ada", "n": 3])
        #expect(call.method == "POST")
        #expect(call.url == "http://x.test/pets/a%2Fb?a=1&q=a%20b%26c&n=3")
        #expect(call.headers.map { "\($0.name): \($0.value)" } == ["X-Name: Ada", "Content-Type: application/json"])
        #expect(String(decoding: call.body, as: UTF8.self) == #"{"name":"Ada"}"#)
    }

    @Test func `digest 9: the endpoint may be an expression`() throws {
        #expect(
            try effect("method: get, endpoint: '${ .base + \"/x\" }'", input: ["base": "http://y.test"]).url
                == "http://y.test/x")
    }

    @Test func `digest A10: content is read by its type`() throws {
        let call = try effect("method: get, endpoint: 'http://x.test/'")
        func content(_ type: String, _ body: String) throws -> JSON {
            try call.result(status: 200, headers: [("Content-Type", type)], body: Array(body.utf8)).get()
        }
        #expect(try content("application/problem+json; charset=utf-8", #"{"a":1}"#) == ["a": 1])
        #expect(try content("text/html", "<p>") == "<p>")
        #expect(try content("application/octet-stream", "abcd") == "YWJjZA==")
        #expect(try content("application/json", "") == .null)
    }

    @Test func `digest 9: output raw and response`() throws {
        let raw = try effect("method: get, endpoint: 'http://x.test/', output: raw")
        #expect(try raw.result(status: 200, headers: [], body: Array("hello".utf8)).get() == "aGVsbG8=")
        let whole = try effect("method: get, endpoint: 'http://x.test/', output: response")
        let answer = try whole.result(status: 201, headers: [("A", "1"), ("A", "2")], body: []).get()
        #expect(answer["statusCode"] == 201)
        #expect(answer["headers"] == ["A": "1, 2"])
        #expect(answer["request"] == ["method": "GET", "uri": "http://x.test/", "headers": [:]])
    }

    @Test func `digest 9: what counts as success depends on redirect`() throws {
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

    @Test func `digest 9: an operation with its parameters, where its document is, and who calls`() throws {
        let run = try Interpretation(
            """
            - c: {call: openapi, with: {document: {endpoint: 'http://x.test/{api}.json'}, operationId: '${ .operation }', parameters: {id: '${ .id }'}, authentication: {bearer: {token: t}}, output: response, redirect: true}}
            """, input: ["api": "pets", "operation": "show", "id": 7])
        try run.run()
        guard case .openAPI(let call)? = run.effects.first?.kind else { throw Missing() }
        #expect(call.document.url == "http://x.test/pets.json")
        #expect(call.operationID == "show")
        #expect(call.parameters == ["id": 7])
        #expect(call.output == .response)
        #expect(call.followsRedirects)
        #expect(call.credentials?.scheme == "bearer")
        #expect(call.credentials?.members == ["token": "t"])
    }

    @Test(
        arguments: [
            ("basic: {username: '${ .u }', password: p}", "basic", ["username": "ada", "password": "p"]),
            ("bearer: {token: '${ .u }'}", "bearer", ["token": "ada"]),
            ("digest: {username: '${ .u }', password: p}", "digest", ["username": "ada", "password": "p"]),
        ] as [(String, String, JSON)])
    func `digest 9: an authentication is evaluated, by its name too`(
        policy: String, scheme: String, members: JSON
    ) throws {
        for (authentication, top) in [
            (policy, ""), ("use: known", "use: {authentications: {known: {\(policy)}}}"),
        ] {
            let run = try Interpretation(
                "- c: {call: http, with: {method: get, endpoint: {uri: 'http://x.test', authentication: {\(authentication)}}}}",
                input: ["u": "ada"], top: top)
            try run.run()
            guard case .http(let call)? = run.effects.first?.kind else { throw Missing() }
            #expect(call.credentials?.scheme == scheme)
            #expect(call.credentials?.members == members)
        }
    }

    @Test(arguments: ["oauth2", "oidc"])
    func `digest 9: tokens of an authority are asked for with what the policy says`(scheme: String) throws {
        let run = try Interpretation(
            """
            - c: {call: http, with: {method: get, endpoint: {uri: 'http://x.test', authentication: {\(scheme): {authority: 'http://a.test', grant: client_credentials, client: {id: '${ .u }', secret: s, authentication: client_secret_basic}, scopes: [read], audiences: [x]}}}}}
            """, input: ["u": "ada"])
        try run.run()
        guard case .http(let call)? = run.effects.first?.kind else { throw Missing() }
        let members = call.credentials?.members
        #expect(call.credentials?.scheme == scheme)
        #expect(members?["authority"] == "http://a.test")
        #expect(members?["grant"] == "client_credentials")
        #expect(members?["client"]?["id"] == "ada")
        #expect(members?["client"]?["secret"] == "s")
        #expect(members?["scopes"] == ["read"])
        #expect(members?["audiences"] == ["x"])
    }

    @Test func `digest 9: headers and query by an expression, scalars as text, and a body of text as it is`() throws {
        let call = try effect(
            "method: '${ .m }', endpoint: 'http://x.test/', headers: '${ {A: .m} }', query: '${ {q: 1, none: null} }', body: '${ .m }'",
            input: ["m": "put"])
        #expect(call.method == "PUT")
        #expect(call.url == "http://x.test/?q=1")
        #expect(call.headers.map(\.name) == ["A", "Content-Type"])
        #expect(call.body == Array("put".utf8))
        #expect(throws: (any Error).self) {
            try effect("method: get, endpoint: 'http://x.test/', query: '${ {q: [1]} }'")
        }
    }
}
