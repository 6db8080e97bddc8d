import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Tenants that are taken along.
@Suite struct ExportedTenantTests {
    @Test func `an admin takes all along, without secrets, also when the tenant is to be deleted`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(try user("secret", "set", "token", input: "hidden-value-of-a-secret\n").code == 0)
                let agent = #"{"name": "judge", "instructions": "Judge."}"#
                #expect(try user("agent", "create", "-", input: agent).code == 0)
                let file = "\(platform.directory)/engines.jsonl"
                #expect(try user("tenant", "delete", "Engines").code == 0)
                let exported = try user("tenant", "export", file)
                #expect(exported.code == 0, "\(exported)")
                let text = try String(contentsOfFile: file, encoding: .utf8)
                let lines = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
                #expect(lines.first?["row"]?["left_out"] == [] && lines.first?["row"]?["payloads_hidden"] == false)
                #expect(lines.first { $0["table"] == "agents" }?["row"]?["name"] == "judge")
                #expect(lines.first { $0["table"] == "members" }?["row"]?["email"] == "ada@example.com")
                #expect(lines.first { $0["table"] == "secrets" }?["row"]?["name"] == "token")
                #expect(!text.contains("hidden-value") && !text.contains("ciphertext"))
                #expect(!FileManager.default.fileExists(atPath: file + ".cursor"))
                // What is there is not written over.
                #expect(try user("tenant", "export", file).code == 2)
            }
        }
    }

    @Test func `only admins export, and the log tells of it`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let (colleague, _) = try MemberTests.colleague(of: admin, at: platform)
            let path = "/api/v1/tenant/export"
            #expect(try colleague.get(path).problem == "permission_denied")
            let first = try admin.get(path + "?limit=1").json
            #expect(first["items"]?.array?.count == 2 && first["items"]?[0]?["table"] == "export")
            let cursor = try #require(first["nextCursor"]?.string)
            #expect(try admin.get(path + "?limit=1&cursor=\(cursor)").json["items"]?.array?.count == 1)
            #expect(try admin.get(path + "?cursor=none").problem == "invalid_parameter")
            #expect(try admin.get(path + "?limit=501").problem == "invalid_parameter")
            try Wait.until("the log tells of it") {
                try admin.get("/api/v1/audit?action=tenant.export").json["items"]?.array?.count == 1
            }
        }
    }
}
