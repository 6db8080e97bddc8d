import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// People with several tenants.
@Suite struct OwnTenantTests {
    /// Tokens of a new tenant's first user.
    private func register(at platform: Platform) throws -> JSON {
        let name = UUID().uuidString.lowercased()
        return try Client(url: platform.url).post(
            "/api/v1/auth/register",
            ["email": .string("\(name)@example.com"), "password": .string(Client.password), "tenant": .string(name)]
        ).json
    }

    private func client(_ tokens: JSON, at platform: Platform) throws -> Client {
        Client(url: platform.url, token: try #require(tokens["accessToken"]?.string))
    }

    private func switching(_ tokens: JSON, to tenant: String, at platform: Platform) throws -> HTTPResponse {
        try Client(url: platform.url).post(
            "/api/v1/auth/switch", ["refreshToken": try #require(tokens["refreshToken"]), "tenant": .string(tenant)])
    }

    @Test func `somebody makes a second tenant, and goes on in it without a new login`() throws {
        try Platform.run { (platform) throws in
            let tokens = try register(at: platform)
            let first = try client(tokens, at: platform)
            let home = try #require(tokens["tenant"]?["id"]?.string)
            let made = try first.post("/api/v1/tenants", ["name": " Experiments "])
            #expect(made.status == 201, "\(made.text)")
            #expect(try made.json["name"] == "Experiments" && made.json["state"] == "active")
            let id = try #require(try made.json["id"]?.string)
            #expect(try first.post("/api/v1/tenants", ["name": "\u{7}"]).problem == "invalid_body")
            let list = try first.get("/api/v1/tenants").json["items"]?.array ?? []
            #expect(list.map { $0["id"] } == [.string(home), .string(id)])
            #expect(list.map { $0["current"] } == [true, false])

            // A token that leads nowhere stays good.
            #expect(try switching(tokens, to: "Nowhere", at: platform).problem == "tenant_required")
            let other = try client(register(at: platform), at: platform)
            let foreign = try #require(try other.get("/api/v1/auth/me").json["tenant"]?["id"]?.string)
            #expect(try switching(tokens, to: foreign, at: platform).problem == "tenant_required")
            let switched = try switching(tokens, to: "Experiments", at: platform)
            #expect(switched.status == 200, "\(switched.text)")
            let second = try client(switched.json, at: platform)
            #expect(try second.get("/api/v1/auth/me").json["tenant"]?["id"]?.string == id)
            #expect(try second.get("/api/v1/auth/me").json["role"] == "admin")
            #expect(try first.get("/api/v1/agents").problem == "session_ended")
            try second.createAgent(["name": "judge", "instructions": "Judge."])
            let back = try client(switching(switched.json, to: home, at: platform).json, at: platform)
            #expect(try back.get("/api/v1/agents").json["items"] == [])
            #expect(try second.get("/api/v1/agents").problem == "session_ended")
            let sessions = try back.get("/api/v1/auth/sessions").json["items"]?.array ?? []
            #expect(sessions.count == 1 && sessions[0]["tenant"]?["id"]?.string == home)
        }
    }

    @Test func `a token that was switched with before ends all that went on from it`() throws {
        try Platform.run { (platform) throws in
            let tokens = try register(at: platform)
            let id = try #require(
                try client(tokens, at: platform).post("/api/v1/tenants", ["name": "Second"]).json["id"]?.string)
            let home = try #require(tokens["tenant"]?["id"]?.string)
            let second = try switching(tokens, to: id, at: platform).json
            let third = try switching(second, to: home, at: platform).json
            let last = try client(third, at: platform)
            #expect(try last.get("/api/v1/auth/me").status == 200)
            let stolen: JSON = ["refreshToken": try #require(tokens["refreshToken"])]
            let again = try Client(url: platform.url).post("/api/v1/auth/refresh", stolen)
            #expect(again.problem == "refresh_token_invalid")
            #expect(try last.get("/api/v1/auth/me").problem == "session_ended")
            #expect(try switching(third, to: id, at: platform).problem == "refresh_token_invalid")
        }
    }

    @Test func `the name is shown and changed, with what was read as its condition`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let shown = try admin.get("/api/v1/tenant")
            let tag = try #require(shown.header("ETag"))
            #expect(try shown.json["state"] == "active")
            #expect(try admin.send("GET", "/api/v1/tenant", headers: [("If-None-Match", tag)]).status == 304)
            let renamed = try admin.put("/api/v1/tenant", ["name": "Engines"], headers: [("If-Match", tag)])
            #expect(try renamed.status == 200 && renamed.json["name"] == "Engines", "\(renamed.text)")
            #expect(
                try admin.put("/api/v1/tenant", ["name": "Other"], headers: [("If-Match", tag)]).problem
                    == "precondition_failed")
            #expect(try admin.put("/api/v1/tenant", ["name": " "]).problem == "invalid_body")
            let (colleague, _) = try MemberTests.colleague(of: admin, at: platform)
            #expect(try colleague.get("/api/v1/tenant").json["name"] == "Engines")
            #expect(try colleague.put("/api/v1/tenant", ["name": "Mine"]).problem == "permission_denied")
        }
    }

    @Test func `tenants by command line`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let made = try user("tenant", "create", "Experiments")
                #expect(made.code == 0 && made.output.contains("tenant switch"), "\(made)")
                let switched = try user("tenant", "switch", "Experiments")
                #expect(switched.code == 0 && switched.output.contains("Now in the tenant Experiments"), "\(switched)")
                #expect(try user("whoami").output.contains("tenant Experiments"))
                let list = try user("tenant", "list")
                #expect(list.output.contains("Engines") && list.output.contains("*"), "\(list)")
                #expect(try user("tenant", "switch", "Nowhere").code == 5)
                #expect(try user("tenant", "rename", "Trials").output.contains("Trials"))
                #expect(try user("tenant", "show").output.contains("Trials"))
                #expect(try user("tenant", "switch", "Engines").code == 0)
            }
        }
    }
}
