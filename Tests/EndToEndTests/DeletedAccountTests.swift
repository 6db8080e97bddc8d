import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// People who delete their accounts.
@Suite struct DeletedAccountTests {
    private static let path = "/api/v1/auth/account"

    @Test func `an account ends at once with sessions and keys, and what somebody made stays with the tenant`() throws {
        try TestServers.temporaryDirectory { directory in
            let mail = try PrivateMailServer(in: directory)
            defer { mail.stop() }
            let settings = [
                "SMTP_URL": mail.url, "MAIL_FROM": "mail@example.com", "PUBLIC_URL": "https://platform.example.com",
            ]
            try Platform.run(variables: settings) { (platform) throws in
                let admin = try Client.registered(at: platform)
                let (ada, email) = try Self.member("developer", of: admin, at: platform)
                let credentials: JSON = ["email": .string(email), "password": .string(Client.password)]
                let login = try Client(url: platform.url).post("/api/v1/auth/login", credentials)
                let elsewhere = Client(url: platform.url, token: try login.json["accessToken"]?.string)
                try ada.createAgent(["name": "judge", "instructions": "Judge."])
                let made = try ada.post("/api/v1/api-keys", ["name": "k", "scopes": ["agents:read"]])
                let key = Client(url: platform.url, token: try made.json["key"]?.string)
                for client in [ada, elsewhere, key] { #expect(try client.get("/api/v1/agents").status == 200) }

                #expect(try key.send("DELETE", Self.path).problem == "session_required")
                #expect(try ada.send("DELETE", Self.path).status == 204)
                for client in [ada, elsewhere] {
                    #expect(try client.get("/api/v1/agents").problem == "session_ended")
                    #expect(try client.get("/api/v1/auth/me").problem == "session_ended")
                }
                #expect(try key.get("/api/v1/agents").problem == "api_key_invalid")
                #expect(
                    try Client(url: platform.url).post("/api/v1/auth/login", credentials).problem
                        == "invalid_credentials")
                let refresh: JSON = ["refreshToken": try login.json["refreshToken"] ?? .null]
                #expect(
                    try Client(url: platform.url).post("/api/v1/auth/refresh", refresh).problem
                        == "refresh_token_invalid")
                #expect(try admin.get("/api/v1/agents/judge").status == 200)
                #expect(try admin.get("/api/v1/members").json["items"]?.array?.count == 1)
                try Wait.until("the log tells of it") {
                    try admin.get("/api/v1/audit?action=auth.delete_account").json["items"]?.array?.count == 1
                }
                try Wait.until("mail tells of it") { mail.messages(to: email).count == 1 }
                #expect(mail.messages(to: email)[0].contains("Subject: Your account was deleted\n"))
            }
        }
    }

    @Test func `the only admin of tenants is told of which, and goes when these are to be deleted`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let me = try admin.get("/api/v1/auth/me").json
            let second = try admin.post("/api/v1/tenants", ["name": "Experiments"]).json["id"]?.string ?? ""
            _ = try Self.member("viewer", of: admin, at: platform)
            let refused = try admin.send("DELETE", Self.path)
            let detail = try refused.json["detail"]?.string ?? ""
            #expect(refused.status == 409 && refused.problem == "last_admin", "\(refused.text)")
            #expect(detail.contains("Experiments (\(second))"), "\(detail)")
            #expect(detail.contains(me["tenant"]?["id"]?.string ?? "?"), "\(detail)")
            #expect(try admin.get("/api/v1/runs").status == 200)

            let database = Database(platform.database)
            try database.execute(
                "UPDATE tenants SET delete_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE name = 'Experiments'")
            let colleague = try Self.member("admin", of: admin, at: platform).client
            #expect(try admin.send("DELETE", Self.path).status == 204)
            #expect(try admin.get("/api/v1/runs").problem == "session_ended")
            #expect(try colleague.get("/api/v1/runs").status == 200)
            #expect(try colleague.send("DELETE", Self.path).problem == "last_admin")
        }
    }

    @Test func `a browser that deletes its account loses its cookies`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let email = try Self.member("viewer", of: admin, at: platform).email
            let answers = try Browser.send(
                [
                    .init(
                        method: "POST", path: "/api/v1/auth/login", headers: ["Session-Transport": "cookie"],
                        body: ["email": .string(email), "password": .string(Client.password)]),
                    .init(method: "DELETE", path: Self.path),
                    .init(method: "DELETE", path: Self.path, headers: ["X-CSRF-Token": "$csrf"]),
                ], to: platform.url)
            #expect(answers.map(\.status) == [200, 403, 204], "\(answers)")
            #expect(answers[2].jar == [])
        }
    }

    @Test func `by command line one names the account`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let email = try Self.member("viewer", of: admin, at: platform).email
            try CommandLineUser.run { (user) throws in
                #expect(try user("account", "delete", email).code == 3)
                let login = try user(
                    "login", "--url", platform.url, "--email", email, "--password-stdin",
                    input: "\(Client.password)\n")
                #expect(login.code == 0, "\(login)")
                let other = try user("account", "delete", "somebody@example.com")
                #expect(other.code == 2 && other.error.contains(email), "\(other)")
                let deleted = try user("account", "delete", email.uppercased())
                #expect(deleted.code == 0 && deleted.output.contains("Deleted the account"), "\(deleted)")
                #expect(try user("whoami", "--url", platform.url).error.contains("Nobody is signed in"))
            }
        }
    }

    /// A new member, who has just signed in.
    private static func member(
        _ role: String, of admin: Client, at platform: Platform
    ) throws -> (client: Client, email: String) {
        let email = "\(UUID().uuidString.lowercased())@example.com"
        let invited = try admin.post(
            "/api/v1/invitations", ["email": .string(email), "roles": [["role": .string(role)]]])
        let joined = try Client(url: platform.url).post(
            "/api/v1/invitations/accept",
            ["token": try invited.json["token"] ?? .null, "password": .string(Client.password)])
        #expect(joined.status == 201, "\(joined.text)")
        return (Client(url: platform.url, token: try joined.json["accessToken"]?.string), email)
    }
}
