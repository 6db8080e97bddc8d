import Database
import Encryption
import Foundation
import HTTPClient
import Identity
import JSON
import Secrets
import TestServers
import Testing

@Suite struct SecretTests {
    private let value: JSON = ["username": "ada", "password": "correct-horse-battery"]

    @Test func `a secret is put, listed, changed and deleted, and never shown`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let created = try client.put("/api/v1/secrets/api-login", ["value": value])
            #expect(created.status == 201)
            #expect(created.header("Location") == "/api/v1/secrets/api-login")
            let changed = try client.put("/api/v1/secrets/api-login", ["value": "another-value"])
            #expect(changed.status == 200)
            #expect(try changed.json["createdAt"] == created.json["createdAt"])
            try client.putSecret("second", 1)
            let list = try client.get("/api/v1/secrets?limit=1")
            #expect(try list.json["items"]?.array?.map { $0["name"] } == ["second"])
            let cursor = try #require(try list.json["nextCursor"]?.string)
            let rest = try client.get("/api/v1/secrets?limit=1&cursor=\(cursor)")
            #expect(try rest.json["items"]?.array?.map { $0["name"] } == ["api-login"])
            #expect(try rest.json["nextCursor"] == .null)
            let shown = try client.get("/api/v1/secrets/api-login")
            for answer in [created, changed, list, rest, shown] {
                for part in ["correct-horse", "another-value"] { #expect(!answer.text.contains(part)) }
            }
            #expect(try client.send("DELETE", "/api/v1/secrets/api-login").status == 204)
            #expect(try client.send("DELETE", "/api/v1/secrets/api-login").problem == "secret_not_found")
            #expect(try client.get("/api/v1/secrets/api-login").problem == "secret_not_found")
        }
    }

    @Test func `who read an old state changes nothing`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let path = "/api/v1/secrets/a"
            func put(_ header: String, _ tag: String) throws -> HTTPResponse {
                try client.put(path, ["value": 1], headers: [(header, tag)])
            }
            #expect(try put("If-Match", "*").problem == "precondition_failed")
            #expect(try put("If-None-Match", "*").status == 201)
            #expect(try put("If-None-Match", "*").problem == "precondition_failed")
            let tag = try #require(try client.get(path).header("ETag"))
            #expect(try client.send("GET", path, headers: [("If-None-Match", tag)]).status == 304)
            #expect(try put("If-Match", tag).status == 200)
            #expect(try put("If-Match", tag).problem == "precondition_failed")
            #expect(
                try client.send("DELETE", path, headers: [("If-Match", tag)]).problem == "precondition_failed")
            let present = try #require(try client.get(path).header("ETag"))
            #expect(try client.send("DELETE", path, headers: [("If-Match", present)]).status == 204)
        }
    }

    @Test func `another tenant has nothing of it, and other roles read names only`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.putSecret("a", value)
            let stranger = try Client.registered(at: platform)
            #expect(try stranger.get("/api/v1/secrets/a").problem == "secret_not_found")
            #expect(try stranger.send("DELETE", "/api/v1/secrets/a").problem == "secret_not_found")
            #expect(try stranger.get("/api/v1/secrets").json["items"] == [])
            #expect(try stranger.put("/api/v1/secrets/a", ["value": 1]).status == 201)
            for role in ["operator", "viewer"] {
                let member = try client.with(role: role, at: platform)
                #expect(try member.get("/api/v1/secrets/a").status == 200)
                #expect(try member.put("/api/v1/secrets/a", ["value": 1]).problem == "permission_denied")
                #expect(try member.send("DELETE", "/api/v1/secrets/a").problem == "permission_denied")
            }
            #expect(try Client(url: platform.url).get("/api/v1/secrets").problem == "token_missing")
        }
    }

    @Test func `what does not keep to its limits is refused with the limit`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            for name in ["a%20b", "-a", String(repeating: "a", count: 129)] {
                let answer = try client.put("/api/v1/secrets/\(name)", ["value": 1])
                #expect(answer.problem == "secret_invalid")
                #expect(answer.text.contains("128"))
            }
            let large = JSON.string(String(repeating: "a", count: SecretLimit.valueLimit))
            let answer = try client.put("/api/v1/secrets/a", ["value": large])
            #expect(answer.problem == "secret_invalid" && answer.text.contains("65536"))
            let larger = JSON.string(String(repeating: "a", count: 500_000))
            #expect(try client.put("/api/v1/secrets/a", ["value": larger]).problem == "body_too_large")
            #expect(try client.put("/api/v1/secrets/a", [:]).problem == "invalid_body")
            // The largest one, as clumsy as it can be said.
            let escaped = String(repeating: "\\u0061", count: SecretLimit.valueLimit - 2)
            let most = try client.send(
                "PUT", "/api/v1/secrets/a", headers: [("Content-Type", "application/json")],
                body: Array(#"{"value": "\#(escaped)"}"#.utf8))
            #expect(most.status == 201, "\(most.text)")
        }
    }

    @Test func `the worker's user reads what was put, and others do not reach the table`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.putSecret("api-login", value)
            let tenant = try #require(
                try client.get("/api/v1/auth/me").json["tenant"]?["id"]?.string.flatMap { TenantID($0) })
            let keys = try KeyRing(contentsOf: "\(platform.directory)/secrets.key")
            func read(as program: String) throws -> JSON? {
                var own = platform.database
                own.user = "intelligentic_\(program)"
                own.password = try String(contentsOfFile: "\(platform.directory)/database-\(program)", encoding: .utf8)
                    .trimmingCharacters(in: .newlines)
                let database = Database(own)
                defer { database.close() }
                return try SecretStore(database: database, keys: keys).values(of: ["api-login"], in: tenant)
                    .values["api-login"]
            }
            #expect(try read(as: "worker") == value)
            for program in ["auth", "workflows", "agents", "metrics"] {
                let error = #expect(throws: DatabaseError.self) { try read(as: program) }
                #expect(error?.code == 1142, "\(program)")
            }
        }
    }

    @Test(arguments: ["SecretsFunction", "Worker"])
    func `a program without its key says so and does not start`(program: String) throws {
        try Platform.run { (platform) throws in
            let key = "\(platform.directory)/secrets.key"
            try FileManager.default.removeItem(atPath: key)
            let slot = program == "Worker" ? "daemons/worker/1" : "functions/secrets/1"
            try platform.supervisor.kill(slot)
            let log = slot.split(separator: "/")[1]
            try Wait.until("it says why") {
                let text = platform.log(of: String(log))
                return text.contains("cannot start") && text.contains("secrets.key: cannot be opened")
            }
        }
    }
}

extension Client {
    /// The same user, in another role from now on.
    fileprivate func with(role: String, at platform: Platform) throws -> Client {
        let caller = try get("/api/v1/auth/me").json
        let user = try #require(caller["user"]?["id"]?.string.flatMap { UserID($0) })
        let email = caller["user"]?["email"] ?? .null
        try Database(platform.database).execute("UPDATE members SET role = \(role) WHERE user_id = \(user)")
        let session = try Client(url: url).post(
            "/api/v1/auth/login", ["email": email, "password": "correct horse battery"])
        return Client(url: url, token: try session.json["accessToken"]?.string)
    }
}
