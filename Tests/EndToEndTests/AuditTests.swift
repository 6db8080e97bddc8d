import ChildProcess
import Database
import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// Who did what, as admins read it.
@Suite struct AuditTests {
    private static let path = "/api/v1/audit"
    private static let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: patient, version: 1.0.0}
        do:
          - rest: {wait: {minutes: 10}}
        """

    @Test func `each change is told of in a moment, with who, from where, before and after`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            let me = try admin.get("/api/v1/auth/me").json
            try admin.deploy(Self.workflow)
            try admin.createAgent(["name": "judge", "instructions": "Judge."])
            #expect(try admin.post("/api/v1/agents/judge/versions", ["instructions": "Judge well."]).status == 201)
            try admin.putSecret("api-token", "correct-horse-1")
            try admin.putSecret("api-token", ["password": "correct-horse-2"])
            #expect(try admin.send("DELETE", "/api/v1/secrets/api-token").status == 204)
            let policy: JSON = ["outboundAllow": ["10.0.0.0/8"], "processes": []]
            #expect(try admin.put("/api/v1/tenant/policy", policy).status == 200)
            let run = try admin.start("test/patient")
            try Wait.until("the run waits") { try admin.run(run)["status"] == "waiting" }
            #expect(try admin.send("POST", "/api/v1/runs/\(run)/suspend").status == 200)
            #expect(try admin.send("POST", "/api/v1/runs/\(run)/resume").status == 200)
            #expect(try admin.post("/api/v1/runs/cancel", ["workflow": "test/patient"]).status == 200)
            _ = try admin.finished(run)
            // Refused, nothing changed: no entry.
            #expect(try admin.send("POST", "/api/v1/runs/\(run)/cancel").status == 409)
            #expect(try admin.post("/api/v1/runs/cancel", ["workflow": "test/patient"]).status == 200)
            #expect(try admin.send("DELETE", "/api/v1/secrets/api-token").status == 404)
            let last = try admin.send(
                "PUT", "/api/v1/secrets/last", headers: [("Content-Type", "application/json"), ("User-Agent", "=1+1")],
                body: Array(#"{"value": "correct-horse-3"}"#.utf8))
            let entries = try Self.entries(of: admin, until: "secret:last")

            #expect(
                entries.map { $0["action"]?.string } == [
                    "auth.register", "workflow.deploy", "agent.create", "agent.add_version", "secret.put", "secret.put",
                    "secret.delete", "tenant.policy.update", "run.start", "run.suspend", "run.resume",
                    "run.bulk_cancel", "run.cancel",
                    "secret.put",
                ])
            for (index, entry) in entries.enumerated() {
                #expect(entry["seq"]?.int == index + 1)
                #expect(entry["actor"]?["kind"] == "user")
                #expect(entry["actor"]?["id"] == me["user"]?["id"], "\(entry)")
                #expect(entry["actor"]?["session"]?.string?.isEmpty == false)
                #expect(entry["outcome"] == "succeeded")
                #expect(entry["address"] == "127.0.0.1")
                #expect(entry["requestId"]?.string?.count == 32)
            }
            #expect(entries[1]["target"] == ["kind": "workflow", "name": "test/patient"])
            #expect(entries[1]["after"]?["version"] == "1.0.0")
            #expect(entries[3]["before"] == ["version": 1])
            #expect(entries[3]["after"] == ["version": 2, "model": "local"])
            #expect(entries[4]["before"] == .null)
            #expect(entries[5]["before"] == ["name": "api-token", "revision": 1])
            #expect(entries[5]["after"] == ["name": "api-token", "revision": 2])
            #expect(entries[6]["before"] == ["name": "api-token", "revision": 2])
            #expect(entries[6]["after"] == .null)
            #expect(entries[7]["before"]?["outboundAllow"] == ["127.0.0.0/8", "::1"])
            #expect(entries[7]["after"]?["outboundAllow"] == ["10.0.0.0/8"])
            #expect(entries[8]["target"] == ["kind": "run", "name": .string(run)])
            #expect(entries[9]["target"] == entries[8]["target"])
            #expect(entries[11]["after"]?["filter"] == ["workflow": "test/patient"])
            #expect(entries[12]["target"] == entries[8]["target"])
            #expect(entries[13]["requestId"]?.string == last.header("X-Request-Id"))
            #expect(!JSON.array(entries).text.contains("correct-horse"))

            // Another tenant's admin sees their own.
            #expect(try Self.entries(of: other, until: "tenant").count == 1)
            let csv = try admin.get("\(Self.path)/export?format=csv&target=secret&limit=2")
            #expect(csv.header("Link") == "<?format=csv&target=secret&limit=2&cursor=6>; rel=\"next\"", "\(csv.text)")
            let next = try admin.get("\(Self.path)/export?format=csv&target=secret&limit=2&cursor=6")
            #expect(next.header("Link") == nil)
            #expect(next.text.contains(",'=1+1,"), "\(next.text)")
            for query in [
                "actor=x", "action=Run", "action=*", "target=run:", "target=dog", "from=yesterday", "cursor=x",
                "order=up", "limit=0", "limit=%2B5", "limit=007", "cursor=%2B5", "cursor=007",
            ] {
                #expect(try admin.get("\(Self.path)?\(query)").problem == "invalid_parameter", "\(query)")
                #expect(try admin.get("\(Self.path)/export?\(query)").problem == "invalid_parameter", "\(query)")
            }
            try platform.mariadb.run("UPDATE \(platform.database.database).members SET role = 'developer'")
            try Redis(platform.redis.configuration).send("FLUSHALL")
            for path in [Self.path, "\(Self.path)/export", "\(Self.path)/chain"] {
                #expect(try admin.get(path).problem == "permission_denied")
            }
        }
    }

    @Test func `signing in is told of, also where it fails, and says nothing of who is unknown`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let email = try admin.get("/api/v1/auth/me").json["user"]?["email"] ?? .null
            let stranger = Client(url: platform.url)
            let wrong = try stranger.post("/api/v1/auth/login", ["email": email, "password": "wrong horse battery"])
            let unknown = try stranger.post(
                "/api/v1/auth/login", ["email": "nobody@example.com", "password": "wrong horse battery"])
            #expect(wrong.problem == "invalid_credentials")
            #expect(unknown.problem == "invalid_credentials")
            let right = try stranger.post(
                "/api/v1/auth/login", ["email": email, "password": .string(Client.password)])
            let token = try #require(try right.json["refreshToken"])
            #expect(try stranger.post("/api/v1/auth/refresh", ["refreshToken": token]).status == 200)
            // Told of once, however often it comes.
            for _ in 0..<3 {
                #expect(try stranger.post("/api/v1/auth/refresh", ["refreshToken": token]).status == 401)
            }
            #expect(try admin.send("POST", "/api/v1/auth/logout").status == 204)
            let again = try stranger.post(
                "/api/v1/auth/login", ["email": email, "password": .string(Client.password)])
            let reader = Client(url: platform.url, token: try again.json["accessToken"]?.string)
            try Wait.until("all is told") {
                try reader.get(Self.path).json["items"]?.array?.count == 6
            }
            let entries = try Self.entries(of: reader, until: "tenant")
            #expect(
                entries.map { $0["action"]?.string } == [
                    "auth.register", "auth.login_failed", "auth.login", "auth.refresh_token_reused", "auth.logout",
                    "auth.login",
                ])
            #expect(entries[1]["outcome"] == "failed")
            #expect(entries[1]["actor"]?["kind"] == "anonymous")
            #expect(entries[1]["target"]?["kind"] == "user")
            #expect(entries[3]["target"] == ["kind": "session", "name": entries[2]["target"]?["name"] ?? .null])
            // What belongs to no tenant is gone.
            let database = Database(platform.database)
            try Wait.until("the intake is empty") {
                try database.first("SELECT 1 AS one FROM audit_intake LIMIT 1") == nil
            }
            #expect(try database.first("SELECT 1 AS one FROM audit_log WHERE tenant_id = REPEAT(CHAR(0), 16)") == nil)
        }
    }

    @Test func `one chain, whatever happens to the auditors, which anybody can check`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                let registered = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(registered.code == 0, "\(registered)")
                _ = try platform.supervisor.addSlot(of: "daemons/auditor")
                let credentials = Client(
                    url: platform.url,
                    token: try Client(url: platform.url).post(
                        "/api/v1/auth/login",
                        ["email": "ada@example.com", "password": "correct horse battery"]
                    ).json["accessToken"]?.string)
                for number in 1...40 {
                    try credentials.putSecret("s\(number % 7)", .string("correct-horse-\(number)"))
                    if number % 10 == 0 { try platform.supervisor.kill("daemons/auditor/\(number / 10 % 2 + 1)") }
                }
                let entries = try Self.entries(of: credentials, until: "secret:s5", count: 42)
                #expect(entries.map { $0["seq"]?.int } == Array(1...42))
                let verified = try user("audit", "verify")
                #expect(verified.code == 0, "\(verified)")
                #expect(verified.output.hasPrefix("42 entries, unchanged."), "\(verified)")
                let head = try #require(try JSON(parsing: user("audit", "verify", "--json").output)["head"]?.string)
                #expect(try user("audit", "verify", "--known", head).code == 0)
                #expect(try user("audit", "verify", "--known", "9:\(String(repeating: "0", count: 64))").code == 1)
                #expect(try user("audit", "verify", "--known", "9").code == 2)
                let listed = try user("audit", "list", "--action", "auth.*")
                #expect(listed.output.contains("auth.register") && !listed.output.contains("secret"), "\(listed)")
                let csv = try user("audit", "export", "--format", "csv", "--target", "secret:s3")
                #expect(csv.output.split(separator: "\r\n").count == 7, "\(csv)")

                try Self.checkByPython(user, tenant: #require(try credentials.get("\(Self.path)/chain").json["tenant"]))

                try platform.mariadb.run(
                    "UPDATE \(platform.database.database).audit_log SET target_name = 's9' WHERE seq = 17")
                let broken = try user("audit", "verify")
                #expect(broken.code == 1)
                #expect(broken.output.contains("entry 17 was changed"), "\(broken)")
            }
        }
    }

    /// The program of docs/audit.md, which computes the chain by itself.
    private static func checkByPython(_ user: CommandLineUser, tenant: JSON) throws {
        let guide = try String(contentsOfFile: "\(TestServers.packageRoot)/docs/audit.md", encoding: .utf8)
        let program = try #require(guide.firstMatch(of: /```python\n([\s\S]*?)```/)).1
        let export = try user("audit", "export", "--format", "json")
        let (status, output, error) = try ChildProcess.run(
            "python3", ["-c", String(program), tenant.string ?? ""], input: Array(export.output.utf8),
            limit: .seconds(30))
        #expect(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
        #expect(String(decoding: output, as: UTF8.self) == "42 entries, unchanged\n")
        let changed = export.output.replacingOccurrences(of: #""name":"s3""#, with: #""name":"s4""#)
        let refused = try ChildProcess.run(
            "python3", ["-c", String(program), tenant.string ?? ""], input: Array(changed.utf8), limit: .seconds(30))
        #expect(!refused.status.isSuccess)
    }

    @Test
    func `no program can change an entry, functions can only put one in, and a janitor takes all of a tenant away`()
        throws
    {
        try Platform.run { (platform) throws in
            _ = try Client.registered(at: platform)
            let grants = try Database(platform.database).query(
                """
                SELECT grantee, table_name AS name, privilege_type AS privilege FROM information_schema.table_privileges
                WHERE table_name LIKE 'audit%'
                """
            ).map { row in
                let user = try row.get("grantee", as: String.self).split(separator: "'")[0]
                return "\(user) \(try row.get("name", as: String.self)) \(try row.get("privilege", as: String.self))"
            }
            #expect(grants.count > 10)
            for grant in grants {
                #expect(!grant.hasSuffix("audit_log UPDATE"), "\(grant)")
                if !grant.hasPrefix("intelligentic_auditor ") {
                    let permitted =
                        grant.hasPrefix("intelligentic_audit ") && grant.hasSuffix("SELECT")
                        || grant == "intelligentic_metrics audit_intake SELECT"
                        || grant.hasPrefix("intelligentic_exports ") && grant.hasSuffix("SELECT")
                        || grant.hasPrefix("intelligentic_janitor ")
                            && (grant.hasSuffix("SELECT") || grant.hasSuffix("DELETE"))
                    #expect(permitted || grant.hasSuffix("audit_intake INSERT"), "\(grant)")
                }
            }
        }
    }

    /// All entries, the oldest first, when one has this target, or there are so many.
    private static func entries(of client: Client, until target: String, count: Int = 0) throws -> [JSON] {
        try Wait.until("\(target) is told of") {
            let found = try client.get("\(path)?target=\(target)&limit=1").json["items"]?.array ?? []
            let seq = found.first?["seq"]?.int ?? 0
            return seq > 0 && seq >= count
        }
        return try client.get("\(path)/export").json["items"]?.array ?? []
    }
}
