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
    private static let keys = APIKeyClient.path
    private static let accounts = "/api/v1/service-accounts"

    @Test func `a key is shown once, does what its scopes say, and ends everywhere at once`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            try admin.deploy(AccessTenant.document("job"))
            let key = try APIKeyClient(["runs:create", "workflows:read"], by: admin)
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
            let key = try APIKeyClient(["agents:read", "agents:create"], ["serviceAccount": id], by: admin)
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
            let key = try APIKeyClient(["runs:read"], ["expiresInDays": 1], by: admin)
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
            // It would move the cursor of who lists the keys.
            let named = try admin.post(Self.keys, ["name": "\u{1B}[2J", "scopes": ["runs:read"]])
            #expect(named.problem == "api_key_refused", "\(named.text)")
            let wrong = try admin.post(
                Self.keys, ["name": "", "scopes": ["runs:fly", "agents:read"], "namespaces": ["a b"]])
            #expect(wrong.problem == "api_key_refused")
            #expect(
                try wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string }
                    == ["/name", "/scopes/0", "/scopes/1", "/namespaces/0"])
        }
    }

    @Test func `automation has a rate of its own, and keeps nobody out`() throws {
        try Platform.run(variables: ["RATE_LIMIT_SCALE": "1"]) { (platform) throws in
            let admin = try Client.registered(at: platform)
            let key = try APIKeyClient(["roles:read"], by: admin)
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
            let key = try APIKeyClient(
                ["agents:create", "agents:read"], ["serviceAccount": .string(account)], by: admin)
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
