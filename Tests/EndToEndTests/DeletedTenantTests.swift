import Database
import Foundation
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Tenants that their admins have deleted.
@Suite struct DeletedTenantTests {
    @Test func `nothing works in a tenant that is to be deleted, it can be brought back, and then it is gone`() throws {
        try Platform.run { (platform) throws in
            let (admin, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let me = try admin.get("/api/v1/auth/me").json
            let name = try #require(me["tenant"]?["name"]?.string)
            let tenant = try #require(me["tenant"]?["id"]?.string.flatMap(TenantID.init))
            try admin.deploy(AccessTenant.document("plain"))
            _ = try admin.finished(admin.start("matrix/plain"))
            #expect(try admin.send("DELETE", "/api/v1/tenant?name=Other").problem == "name_mismatch")
            let (colleague, _) = try MemberTests.colleague(of: admin, at: platform)
            #expect(try colleague.send("DELETE", "/api/v1/tenant?name=\(name)").problem == "permission_denied")
            #expect(try admin.send("POST", "/api/v1/tenant/restore").problem == "tenant_not_deleting")

            let deleted = try admin.send("DELETE", "/api/v1/tenant?name=\(name)")
            #expect(deleted.status == 202, "\(deleted.text)")
            #expect(try deleted.json["state"] == "deleting" && deleted.json["deleteAt"] != .null)
            for path in ["/api/v1/runs", "/api/v1/agents", "/api/v1/members", "/api/v1/audit"] {
                #expect(try admin.get(path).problem == "tenant_deleting", "\(path)")
            }
            #expect(try admin.get("/api/v1/tenant").json["state"] == "deleting")
            #expect(try colleague.send("POST", "/api/v1/tenant/restore").problem == "permission_denied")
            let restored = try admin.send("POST", "/api/v1/tenant/restore")
            #expect(restored.status == 200, "\(restored.text)")
            #expect(try admin.get("/api/v1/runs").json["items"]?.array?.count == 1)

            #expect(try admin.send("DELETE", "/api/v1/tenant?name=\(name)").status == 202)
            let database = Database(platform.database)
            try database.execute("UPDATE tenants SET delete_at = UTC_TIMESTAMP(6) WHERE id = \(tenant)")
            do {
                try Wait.until("the tenant is gone") {
                    try database.first("SELECT id FROM tenants WHERE id = \(tenant)") == nil
                }
            } catch {
                Issue.record("\(error): \(platform.log(of: "janitor"))")
            }
            for table in ["runs", "members", "sessions", "audit_log"] {
                let left = SQL(trusted: "SELECT 1 AS found FROM \(table) ") + "WHERE tenant_id = \(tenant) LIMIT 1"
                #expect(try database.first(left) == nil, "\(table)")
            }
            #expect(try admin.get("/api/v1/runs").problem == "session_ended" || admin.get("/api/v1/runs").status == 403)
            #expect(try other.get("/api/v1/runs").status == 200)
            let again = try Client(url: platform.url).post(
                "/api/v1/auth/login",
                ["email": try #require(me["user"]?["email"]), "password": .string(Client.password)])
            #expect(again.problem == "invalid_credentials")
            #expect(platform.log(of: "janitor").contains("deleted a tenant"))
        }
    }

    @Test func `deletion by command line`() throws {
        try Platform.run(variables: ["TENANT_DELETION_DAYS": "3"]) { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Ada & Co",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(try user("tenant", "delete", "Ada").code == 5)
                let deleted = try user("tenant", "delete", "Ada & Co")
                #expect(deleted.code == 0 && deleted.output.contains("tenant restore"), "\(deleted)")
                #expect(try user("run", "list").code == 3)
                #expect(try user("tenant", "list").output.contains("deleting"))
                #expect(try user("tenant", "restore").output.contains("is back"))
                #expect(try user("run", "list").code == 0)
            }
        }
    }
}
