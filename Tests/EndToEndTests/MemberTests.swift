import Database
import Foundation
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// Members and their roles, as the API and the command line have them.
@Suite struct MemberTests {
    private static let roles = "/api/v1/roles"

    @Test func `a role change counts at once where somebody is signed in, also when Redis was emptied`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let (colleague, user) = try Self.colleague(of: admin, at: platform)
            #expect(try colleague.get("/api/v1/agents").status == 200)
            #expect(try colleague.get(Self.roles).status == 200)
            let agent: JSON = ["name": "judge", "instructions": "Judge."]
            #expect(try colleague.post("/api/v1/agents", agent).problem == "permission_denied")
            let path = "/api/v1/members/\(user)"
            for (role, status) in [("developer", 201), ("operator", 403), ("developer", 409), ("viewer", 403)] {
                let changed = try admin.put(path + "/roles", ["roles": [["role": .string(role)]]])
                #expect(changed.status == 200, "\(changed.text)")
                // Redis was told before the answer came; what a process took in advance is over after 50 ms.
                try Wait.until("\(role) counts", limit: .seconds(1)) {
                    try colleague.post("/api/v1/agents", agent).status == status
                }
                if role == "operator" { try Redis(platform.redis.configuration).send("FLUSHALL") }
                #expect(try colleague.post("/api/v1/agents", agent).status != (status == 403 ? 201 : 403))
            }
            #expect(try admin.send("DELETE", path).status == 204)
            #expect(try colleague.get("/api/v1/agents").problem == "session_ended")
            #expect(try admin.get(path).problem == "member_not_found")
            #expect(try admin.send("DELETE", path).problem == "member_not_found")
        }
    }

    @Test func `roles of one's own, with what was read as their condition`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            let path = Self.roles + "/starter"
            let made = try admin.put(path, ["permissions": ["runs:create", "workflows:read"]])
            #expect(made.status == 201 && made.header("Location") == path, "\(made.text)")
            #expect(try made.json["permissions"] == ["workflows:read", "runs:create"])
            let tag = try #require(made.header("ETag"))
            #expect(try admin.send("GET", path, headers: [("If-None-Match", tag)]).status == 304)
            let changed = try admin.put(path, ["permissions": ["runs:create"]], headers: [("If-Match", tag)])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(
                try admin.put(path, ["permissions": []], headers: [("If-Match", tag)]).problem == "precondition_failed")
            #expect(try admin.put(path, ["permissions": ["runs:fly", "runs:read", "x"]]).problem == "role_invalid")
            #expect(try admin.put(Self.roles + "/No", ["permissions": []]).problem == "role_invalid")
            #expect(try admin.put(Self.roles + "/admin", ["permissions": []]).problem == "role_built_in")
            #expect(try admin.send("DELETE", Self.roles + "/viewer").problem == "role_built_in")

            var names: [String] = []
            var cursor = ""
            repeat {
                let page = try admin.get(Self.roles + "?limit=2" + cursor).json
                names += (page["items"]?.array ?? []).compactMap { $0["name"]?.string }
                cursor = page["nextCursor"]?.string.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(names == ["admin", "developer", "operator", "starter", "viewer"])

            #expect(try other.get(path).problem == "role_not_found")
            #expect(try other.send("DELETE", path).problem == "role_not_found")
            #expect(try other.get(Self.roles).json["items"]?.array?.count == 4)
            #expect(try admin.send("DELETE", path).status == 204)
            #expect(try admin.get(path).problem == "role_not_found")
        }
    }

    @Test func `who has no roles to give is told so, and everything that is wrong is named`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let (colleague, user) = try Self.colleague(of: admin, at: platform)
            let path = "/api/v1/members/\(user)/roles"
            #expect(try colleague.put(path, ["roles": [["role": "admin"]]]).problem == "permission_denied")
            #expect(
                try admin.put(Self.roles + "/lead", ["permissions": ["members:update", "members:read"]]).status == 201)
            let lead: JSON = ["roles": [["role": "lead"]]]
            #expect(try admin.put(path, lead).status == 200)
            #expect(try colleague.put(path, ["roles": [["role": "viewer"]]]).problem == "exceeds_own_permissions")
            #expect(try colleague.put(path, lead).status == 200)
            let wrong = try admin.put(
                path, ["roles": [["role": "nobody"], ["role": "lead"], ["role": "viewer", "namespace": "shop"]]])
            #expect(wrong.problem == "roles_invalid")
            #expect(try wrong.json["errors"]?.array?.compactMap { $0["pointer"] } == ["/roles/0/role"])
            for roles: JSON in [[], [["role": "viewer", "namespace": "a b"]], [["role": "viewer", "namespace": ""]]] {
                #expect(try admin.put(path, ["roles": roles]).problem == "roles_invalid")
            }
            let me = try #require(try admin.get("/api/v1/auth/me").json["user"]?["id"]?.string)
            #expect(try admin.put("/api/v1/members/\(me)/roles", lead).problem == "last_admin")
            #expect(try admin.send("DELETE", "/api/v1/members/\(me)").problem == "last_admin")
            #expect(try admin.get("/api/v1/members/nobody").problem == "member_not_found")
            let other = try Client.registered(at: platform)
            #expect(try other.put(path, ["roles": [["role": "viewer"]]]).problem == "member_not_found")
            #expect(try other.send("DELETE", "/api/v1/members/\(user)").problem == "member_not_found")
            #expect(try other.get("/api/v1/members").json["items"]?.array?.count == 1)
        }
    }

    @Test func `members and roles by command line`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let made = try user("role", "set", "starter", "runs:create", "workflows:read")
                #expect(made.code == 0 && made.output.contains("Made the role starter."), "\(made)")
                #expect(try user("role", "show", "starter").output.contains("runs:create"))
                #expect(try user("role", "list").output.contains("built in"))
                #expect(try user("role", "set", "starter", "runs:fly").code == 5)
                let list = try user("member", "list")
                #expect(list.output.contains("ada@example.com") && list.output.contains("admin"), "\(list)")
                #expect(try user("member", "show", "ADA@example.com").code == 0)
                let refused = try user("member", "set-roles", "ada@example.com", "--role", "starter@shop")
                #expect(refused.code == 5 && refused.error.contains("last_admin"), "\(refused)")
                let changed = try user(
                    "member", "set-roles", "ada@example.com", "--role", "admin", "--role", "starter@shop")
                #expect(changed.output.contains("admin, starter@shop"), "\(changed)")
                #expect(try user("role", "delete", "starter").code == 5)
                #expect(try user("member", "set-roles", "ada@example.com", "--role", "admin").code == 0)
                #expect(try user("role", "delete", "starter").code == 0)
                #expect(try user("member", "remove", "nobody@example.com").code == 5)
                #expect(try user("member", "set-roles", "ada@example.com").code == 2)
            }
        }
    }

    /// A second member of the tenant, a viewer, signed in.
    static func colleague(of admin: Client, at platform: Platform) throws -> (client: Client, user: String) {
        let client = try Client.registered(at: platform)
        let tenant = try #require(try admin.get("/api/v1/auth/me").json["tenant"]?["id"]?.string.flatMap(TenantID.init))
        let me = try client.get("/api/v1/auth/me").json["user"]
        let user = try #require(me?["id"]?.string.flatMap(UserID.init))
        try Database(platform.database).execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(tenant), \(user), 'viewer', UTC_TIMESTAMP(6))
            """)
        let answer = try Client(url: platform.url).post(
            "/api/v1/auth/login",
            [
                "email": try #require(me?["email"]), "password": .string(Client.password),
                "tenant": .string(tenant.description),
            ])
        return (Client(url: platform.url, token: try #require(try answer.json["accessToken"]?.string)), "\(user)")
    }
}
