import ChildProcess
import HTTPClient
import JSON
import TestServers
import Testing

/// Access tokens for API keys, as OAuth 2.0 clients ask for them (RFC 6749, section 4.4).
@Suite struct APIKeyTokenTests {
    @Test func `an OAuth 2.0 client gets tokens for a key, and narrows them`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let key = try APIKeyClient(["runs:read", "runs:create", "agents:read"], by: admin)
            let program = """
                import os, sys
                os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
                from authlib.integrations.requests_client import OAuth2Session
                url, client, secret, method, scope = sys.argv[1:]
                session = OAuth2Session(client, secret, token_endpoint_auth_method=method, scope=scope or None)
                token = session.fetch_token(url + "/api/v1/auth/token", grant_type="client_credentials")
                print(token["token_type"], token["expires_in"], token["scope"], sep="|")
                print(*(session.get(url + path).status_code for path in ("/api/v1/runs", "/api/v1/agents")))
                print(token["access_token"])
                """
            var token = ""
            for (method, scope, granted, statuses) in [
                ("client_secret_basic", "", "runs:create runs:read agents:read", "200 200"),
                ("client_secret_post", "runs:read", "runs:read", "200 403"),
            ] {
                let (status, output, error) = try ChildProcess.run(
                    TestServers.testTool("python"), ["-c", program, platform.url, key.id, key.text, method, scope],
                    limit: .seconds(60))
                #expect(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
                let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
                try #require(lines.count == 3)
                #expect(lines[0] == "Bearer|600|\(granted)")
                #expect(lines[1] == statuses)
                token = lines[2]
            }
            // What the narrow token may not do itself it gives to nobody.
            let narrow = Client(url: platform.url, token: token)
            #expect(try narrow.get("/api/v1/auth/me").json["permissions"] == ["runs:read"])
            #expect(try admin.send("DELETE", "\(APIKeyClient.path)/\(key.id)").status == 204)
            #expect(try narrow.get("/api/v1/runs").problem == "api_key_invalid")
            try expectRefusals(platform, key)
        }
    }

    private func expectRefusals(_ platform: Platform, _ revoked: APIKeyClient) throws {
        let admin = try Client.registered(at: platform)
        let key = try APIKeyClient(["runs:read"], by: admin)
        let other = try APIKeyClient(["runs:read"], by: admin)
        let grant = "grant_type=client_credentials"
        for (body, status, error) in [
            ("", 400, "invalid_request"), ("grant_type=password", 400, "unsupported_grant_type"),
            ("\(grant)&grant_type=a", 400, "invalid_request"), (grant, 401, "invalid_client"),
            ("\(grant)&client_id=\(key.id)&client_secret=wrong", 401, "invalid_client"),
            ("\(grant)&client_id=\(key.id)&client_secret=\(other.text)", 401, "invalid_client"),
            ("\(grant)&client_id=\(revoked.id)&client_secret=\(revoked.text)", 401, "invalid_client"),
            ("\(grant)&client_id=\(key.id)&client_secret=\(key.text)&scope=runs%3Acreate", 400, "invalid_scope"),
            ("\(grant)&client_id=\(key.id)&client_secret=\(key.text)&scope=all", 400, "invalid_scope"),
        ] {
            let answer = try Client(url: platform.url).send(
                "POST", "/api/v1/auth/token", headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(body.utf8))
            #expect(answer.status == status && answer.header("Content-Type") == "application/json")
            #expect(try answer.json["error"] == .string(error), "\(answer.text)")
            #expect(answer.header("Cache-Control") == "no-store")
        }
        let challenged = try Client(url: platform.url).send(
            "POST", "/api/v1/auth/token",
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Authorization", "Basic YTpi")],
            body: Array(grant.utf8))
        #expect(challenged.status == 401 && challenged.header("WWW-Authenticate")?.hasPrefix("Basic") == true)
        try expectSlower(platform, key)
    }

    private func expectSlower(_ platform: Platform, _ key: APIKeyClient) throws {
        func ask(_ secret: String) throws -> HTTPResponse {
            let body = "grant_type=client_credentials&client_id=\(key.id)&client_secret=\(secret)"
            return try Client(url: platform.url).send(
                "POST", "/api/v1/auth/token", headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(body.utf8))
        }
        let wrong = key.text.dropLast(2) + "AA"
        var last = try ask(String(wrong))
        for _ in 0..<60 where last.status != 429 { last = try ask(String(wrong)) }
        #expect(last.problem == "too_many_attempts")
        #expect(try ask(key.text).problem == "too_many_attempts")
        // People at the same address go on.
        _ = try Client.registered(at: platform)
    }
}
