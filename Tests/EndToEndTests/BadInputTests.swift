import AccessTokens
import Foundation
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// What is wrong with a request is said in one form, whoever notices: nginx, the kit, or the endpoint.
@Suite struct BadInputTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do:
          - one: {set: {a: 1}}
        """

    @Test func `each kind of bad input is a problem with a stable code`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            func deploy(_ body: [UInt8], _ type: String = "application/yaml") throws -> HTTPResponse {
                try client.send("POST", "/api/v1/workflows", headers: [("Content-Type", type)], body: body)
            }
            func expect(_ status: Int, _ code: String, _ answer: HTTPResponse, line: Int = #line) {
                #expect(answer.status == status, "line \(line): \(answer.text)")
                #expect(answer.problem == code, "line \(line): \(answer.text)")
            }
            let runs = "/api/v1/workflows/test/one/runs"
            expect(400, "invalid_json", try post("{\"input\": ", runs, client))
            expect(422, "invalid_body", try client.post(runs, ["input": [:], "inptu": 1]))
            expect(422, "invalid_body", try client.post(runs, ["input": [:], "version": 1]))
            expect(415, "unsupported_media_type", try post("{}", runs, client, type: "text/plain"))
            expect(
                400, "invalid_utf8",
                try client.send("POST", runs, headers: [("Content-Type", "application/json")], body: [0xFF]))
            expect(404, "workflow_not_found", try client.post("/api/v1/workflows/test/none/runs", ["input": [:]]))
            expect(404, "run_not_found", try client.get("/api/v1/runs/\(RunID())"))
            expect(404, "run_not_found", try client.get("/api/v1/runs/no-id"))
            expect(404, "workflow_not_found", try client.get("/api/v1/workflows/%C3%BC/x"))
            expect(404, "agent_not_found", try client.get("/api/v1/agents/%C3%BC"))
            expect(400, "invalid_parameter", try client.get("/api/v1/runs?workflow=%C3%BC/x"))
            expect(422, "workflow_invalid", try deploy(Array("do: [".utf8)))
            expect(422, "workflow_invalid", try deploy(Array("{\"do\": ".utf8), "application/json"))
            expect(413, "body_too_large", try deploy([UInt8](repeating: 0x20, count: 20_000_000)))
            expect(414, "uri_too_long", try client.get("/api/v1/runs?cursor=\(String(repeating: "a", count: 20_000))"))
            expect(
                431, "headers_too_large",
                try client.send("GET", "/api/v1/runs", headers: [("X-Long", String(repeating: "a", count: 20_000))]))
            expect(404, "not_found", try client.get("/api/v1/nothing"))
            expect(405, "method_not_allowed", try client.send("DELETE", "/api/v1/workflows"))
        }
    }

    @Test func `all errors of a document come at once, with line and pointer`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let bad = """
                document: {dsl: 1.0.3, namespace: test, name: bad, version: 1.0.0}
                do:
                  - first:
                      set: {a: "${ .a + }"}
                  - second:
                      {call: a2a, with: {method: message/send, server: 'https://example.com'}}
                  - third:
                      sett: {b: 1}
                """
            let answer = try client.send(
                "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(bad.utf8))
            #expect(answer.problem == "workflow_invalid")
            let errors = try #require(try answer.json["errors"]?.array)
            #expect(errors.map { $0["line"]?.int } == [4, 6, 8], "\(errors)")
            #expect(
                errors.map { $0["pointer"]?.string } == [
                    "/do/0/first/set/a", "/do/1/second/call", "/do/2/third/sett",
                ])
            let advice = ["not a jq expression", "are not supported yet", "did you mean `set`?"]
            for (error, words) in zip(errors, advice) {
                #expect(error["message"]?.string?.contains(words) == true, "\(error)")
            }
            let onlyExpression = bad.replacingOccurrences(
                of: "{call: a2a, with: {method: message/send, server: 'https://example.com'}}", with: "set: {b: 1}"
            ).replacingOccurrences(of: "sett", with: "set")
            let second = try client.send(
                "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")],
                body: Array(onlyExpression.utf8))
            #expect(second.problem == "workflow_invalid")
            #expect(try second.json["errors"]?[0]?["line"]?.int == 4, "\(second.text)")
        }
    }

    @Test func `missing, expired and forged tokens are refused`() throws {
        try Platform.run { (platform) throws in
            let signer = try AccessTokenSigner(keyFile: platform.keys.privateKey)
            let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: .admin)
            let expired = try signer.sign(caller, expiresIn: .seconds(60), at: .now + .seconds(-600))
            let foreign = try TestServers.temporaryDirectory { directory in
                let keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
                return try AccessTokenSigner(keyFile: keys.privateKey).sign(caller, expiresIn: .seconds(60))
            }
            let payload = try #require(
                try signer.sign(caller, expiresIn: .seconds(60)).split(separator: ".").dropFirst().first)
            for (token, code) in [
                (nil, "token_missing"), (expired, "token_expired"), (foreign, "token_invalid"),
                ("eyJhbGciOiJub25lIn0.\(payload).", "token_invalid"),
            ] {
                for path in [
                    "/api/v1/auth/me", "/api/v1/workflows", "/api/v1/agents", "/api/v1/runs", "/api/v1/tenant/policy",
                ] {
                    let answer = try Client(url: platform.url, token: token).get(path)
                    #expect(answer.status == 401)
                    #expect(answer.problem == code, "\(path)")
                }
            }
        }
    }

    @Test func `a function that is away or too slow is a problem too`() throws {
        let shorter = { (routes: String) in
            routes.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.contains("fastcgi_read_timeout") ? "    fastcgi_read_timeout 5s;" : $0 }.joined(
                    separator: "\n")
        }
        try Platform.run(adjust: shorter) { (platform) throws in
            let client = try Client.registered(at: platform)
            try platform.supervisor.signal(SIGSTOP, "functions/agents")
            let slow = try client.get("/api/v1/agents")
            #expect(slow.status == 504)
            #expect(slow.problem == "function_timeout")
            try platform.supervisor.signal(SIGCONT, "functions/agents")
            try Wait.until("agents answer again") { try client.get("/api/v1/agents").status == 200 }
            platform.supervisor.stop()
            let away = try client.get("/api/v1/agents")
            #expect(away.status == 502)
            #expect(away.problem == "function_unavailable")
            #expect(away.header("Retry-After") != nil)
        }
    }

    private enum Run {}
    private typealias RunID = Identifier<Run>

    private func post(_ body: String, _ path: String, _ client: Client, type: String = "application/json") throws
        -> HTTPResponse
    {
        try client.send("POST", path, headers: [("Content-Type", type)], body: Array(body.utf8))
    }
}
