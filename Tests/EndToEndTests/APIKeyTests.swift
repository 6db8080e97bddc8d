import ChildProcess
import Database
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// API keys and service accounts, as programs meet them.
@Suite struct APIKeyTests {
    private static let keys = "/api/v1/api-keys"
    private static let accounts = "/api/v1/service-accounts"

    /// A key, and a client that sends it.
    private struct Key {
        let id: String
        let text: String
        let client: Client

        init(_ scopes: [String], _ more: JSON = [:], by admin: Client) throws {
            var body: JSON = ["name": "test", "scopes": .array(scopes.map(JSON.string))]
            for (name, value) in more.object ?? [:] { body[name] = value }
            let made = try admin.post(APIKeyTests.keys, body)
            #expect(made.status == 201 && made.header("Cache-Control") == "no-store", "\(made.text)")
            id = try #require(try made.json["id"]?.string)
            text = try #require(try made.json["key"]?.string)
            #expect(made.header("Location") == "\(APIKeyTests.keys)/\(id)")
            client = Client(url: admin.url, token: text)
        }
    }

    @Test func `a key is shown once, does what its scopes say, and ends everywhere at once`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            try admin.deploy(AccessTenant.document("job"))
            let key = try Key(["runs:create", "workflows:read"], by: admin)
            for path in [Self.keys, "\(Self.keys)/\(key.id)"] {
                let shown = try admin.get(path)
                #expect(shown.status == 200 && !shown.text.contains("ik_"), "\(shown.text)")
            }
            let start = "/api/v1/workflows/matrix/job/runs"
            #expect(try key.client.post(start, [:]).status == 202)
            #expect(try key.client.get("/api/v1/workflows").status == 200)
            for refused in ["/api/v1/runs", "/api/v1/agents", "/api/v1/secrets", Self.keys] {
                #expect(try key.client.get(refused).problem == "permission_denied", "\(refused)")
            }
            #expect(try key.client.get("/api/v1/auth/sessions").problem == "session_required")
            #expect(try key.client.send("POST", "/api/v1/auth/logout").problem == "session_required")
            let me = try key.client.get("/api/v1/auth/me").json
            #expect(me["apiKey"]?["id"] == .string(key.id) && me["permissions"] == ["workflows:read", "runs:create"])
            #expect(me["user"]?["email"] != nil && me["role"] == .null)
            try Wait.until("its use is shown") {
                try admin.get("\(Self.keys)/\(key.id)").json["lastUsedAt"]?.string != nil
            }

            #expect(try admin.send("DELETE", "\(Self.keys)/\(key.id)").status == 204)
            for path in ["/api/v1/workflows", "/api/v1/auth/me"] {
                #expect(try key.client.get(path).problem == "api_key_invalid", "\(path)")
            }
            try Redis(platform.redis.configuration).send("FLUSHALL")
            #expect(try key.client.get("/api/v1/workflows").problem == "api_key_invalid")
            #expect(try admin.get("\(Self.keys)/\(key.id)").problem == "api_key_not_found")
        }
    }

    @Test func `roles and a disabled account count within a second, also when Redis was emptied`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let made = try admin.post(Self.accounts, ["name": "nightly", "roles": [["role": "viewer"]]])
            #expect(made.status == 201, "\(made.text)")
            let account = "\(Self.accounts)/\(try #require(try made.json["id"]?.string))"
            let id = try made.json["id"] ?? .null
            let key = try Key(["agents:read", "agents:create"], ["serviceAccount": id], by: admin)
            let agent: JSON = ["name": "judge", "instructions": "Judge."]
            func expect(_ status: Int, _ what: String) throws {
                try Wait.until(what, limit: .seconds(1)) { try key.client.get("/api/v1/agents").status == status }
            }
            #expect(try key.client.get("/api/v1/auth/me").json["serviceAccount"]?["name"] == "nightly")
            try expect(200, "it may read")
            #expect(try key.client.post("/api/v1/agents", agent).problem == "permission_denied")
            #expect(try admin.put(account + "/roles", ["roles": [["role": "developer"]]]).status == 200)
            try Wait.until("it may create", limit: .seconds(1)) {
                try key.client.post("/api/v1/agents", agent).status == 201
            }
            #expect(try admin.put(account, ["name": "nightly", "disabled": true]).status == 200)
            try expect(401, "it is disabled")
            try Redis(platform.redis.configuration).send("FLUSHALL")
            try expect(401, "it stays disabled")
            #expect(try admin.put(account, ["name": "nightly", "disabled": false]).status == 200)
            try expect(200, "it is enabled")
            #expect(try admin.send("DELETE", account).status == 204)
            try expect(401, "it is gone")
            #expect(try admin.get(account).problem == "service_account_not_found")
        }
    }

    @Test func `a key that has expired is refused, by whoever knew it before`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let key = try Key(["runs:read"], ["expiresInDays": 1], by: admin)
            #expect(try key.client.get("/api/v1/runs").status == 200)
            let database = Database(platform.database)
            try database.execute("UPDATE api_keys SET expires_at = UTC_TIMESTAMP(6) WHERE id = \(APIKeyID(key.id))")
            try Redis(platform.redis.configuration).send("FLUSHALL")
            #expect(try key.client.get("/api/v1/runs").problem == "api_key_invalid")
            #expect(try admin.get("\(Self.keys)/\(key.id)").json["warning"] == "expired")
            for (days, status) in [(0, 422), (366, 422), (365, 201)] {
                let asked: JSON = ["name": "a", "scopes": ["runs:read"], "expiresInDays": JSON(days)]
                #expect(try admin.post(Self.keys, asked).status == status)
            }
            let wrong = try admin.post(
                Self.keys, ["name": "", "scopes": ["runs:fly", "agents:read"], "namespaces": ["a b"]])
            #expect(wrong.problem == "api_key_refused")
            #expect(
                try wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string }
                    == ["/name", "/scopes/0", "/scopes/1", "/namespaces/0"])
        }
    }

    @Test func `an OAuth 2.0 client gets tokens for a key, and narrows them`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let key = try Key(["runs:read", "runs:create", "agents:read"], by: admin)
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
            #expect(try admin.send("DELETE", "\(Self.keys)/\(key.id)").status == 204)
            #expect(try narrow.get("/api/v1/runs").problem == "api_key_invalid")
            try expectRefusals(platform, key)
        }
    }

    private func expectRefusals(_ platform: Platform, _ revoked: Key) throws {
        let admin = try Client.registered(at: platform)
        let key = try Key(["runs:read"], by: admin)
        let other = try Key(["runs:read"], by: admin)
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

    private func expectSlower(_ platform: Platform, _ key: Key) throws {
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

    @Test func `automation has a rate of its own, and keeps nobody out`() throws {
        try Platform.run(variables: ["RATE_LIMIT_SCALE": "1"]) { (platform) throws in
            let admin = try Client.registered(at: platform)
            let key = try Key(["roles:read"], by: admin)
            let path = "/api/v1/roles"
            #expect(try key.client.get(path).header("RateLimit-Policy") == #""endpoint";q=300;w=60"#)
            #expect(try admin.get(path).header("RateLimit-Policy") == #""endpoint";q=600;w=60"#)
            var last = try key.client.get(path)
            for _ in 0..<600 where last.status == 200 { last = try key.client.get(path) }
            #expect(last.problem == "rate_limited")
            let person = try admin.get(path)
            #expect(person.status == 200)
            #expect(person.header("RateLimit")?.hasPrefix(#""endpoint";r=59"#) == true)
        }
    }

    @Test func `who did it stands in the audit log, with the key, and the key in no log`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let made = try admin.post(Self.accounts, ["name": "bot", "roles": [["role": "developer"]]])
            let account = try #require(try made.json["id"]?.string)
            let key = try Key(["agents:create", "agents:read"], ["serviceAccount": .string(account)], by: admin)
            #expect(
                try key.client.post("/api/v1/agents", ["name": "judge", "instructions": "Judge."]).status == 201)
            var actor: JSON = .null
            try Wait.until("the entry is there") {
                actor =
                    try admin.get("/api/v1/audit?action=agent.create").json["items"]?.array?.first?["actor"] ?? .null
                return actor != .null
            }
            #expect(actor["kind"] == "apiKey" && actor["id"] == .string(account), "\(actor)")
            #expect(actor["session"] == .string(key.id))

            // Everything that can go wrong with a key.
            let wrong = String(key.text.dropLast(2)) + "AA"
            for text in [key.text, wrong, key.text + "A", "ik_" + key.text] {
                _ = try Client(url: platform.url, token: text).get("/api/v1/agents?x=1")
                _ = try Client(url: platform.url).send(
                    "POST", "/api/v1/auth/token", headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: Array("grant_type=client_credentials&client_id=\(key.id)&client_secret=\(text)".utf8))
                _ = try admin.post(Self.keys, ["name": 1, "scopes": [.string(text)]])
            }
            platform.mariadb.kill()
            _ = try Client(url: platform.url, token: wrong).get("/api/v1/agents")
            _ = try key.client.get("/api/v1/workflows")
            let secrets = [key.text, wrong].map { $0.dropFirst(60) }
            #expect(platform.log(of: "agents").contains("\"apiKey\":\"\(key.id)\""))
            for (file, text) in platform.logs {
                for secret in secrets { #expect(!text.contains(secret), "\(file)") }
            }
        }
    }

    @Test func `a script's key by command line, in one command`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let made = try user("api-key", "create", "nightly", "--scope", "runs:create", "--only-key")
                #expect(made.code == 0, "\(made)")
                let key = made.output.split(separator: "\n").joined()
                #expect(key.hasPrefix("ik_"))
                let script = [
                    "INTELLIGENTIC_API_KEY": key, "INTELLIGENTIC_URL": platform.url, "XDG_CONFIG_HOME": "/nonexistent",
                ]
                let me = try user("whoami", environment: script)
                #expect(me.output.contains("ada@example.com with the API key nightly"), "\(me)")
                let refused = try user("agent", "list", environment: script)
                #expect(refused.code == 3 && refused.error.contains("scopes of this API key"), "\(refused)")
                #expect(try user("service-account", "create", "bot", "--role", "operator@demo").code == 0)
                let its = try user(
                    "api-key", "create", "deploys", "--scope", "runs:create", "--namespace", "demo",
                    "--service-account", "bot", "--days", "7")
                #expect(its.code == 0 && its.output.contains("bot (service account)"), "\(its)")
                let list = try user("api-key", "list")
                #expect(list.output.contains("runs:create in demo") && list.output.contains("nightly"), "\(list)")
                #expect(try user("service-account", "roles", "bot", "--role", "viewer").code == 0)
                #expect(try user("service-account", "disable", "bot").output.contains("refused"))
                #expect(try user("service-account", "list").output.contains("disabled"))
                #expect(try user("service-account", "enable", "bot").code == 0)
                #expect(try user("service-account", "delete", "bot").code == 0)
                #expect(try user("service-account", "delete", "bot").code == 5)
                let items = try JSON(parsing: user("api-key", "list", "--json").output)["items"]?.array ?? []
                #expect(items.count == 1)
                #expect(try user("api-key", "revoke", try #require(items.first?["id"]?.string)).code == 0)
                #expect(try user("whoami", environment: script).code == 3)
            }
        }
    }
}
