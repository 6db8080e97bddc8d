import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// From an invitation to a member who is signed in.
@Suite struct InvitationTests {
    private static let path = "/api/v1/invitations"

    private func invite(
        _ email: String, _ role: String, by client: Client, headers: [(String, String)] = []
    ) throws -> HTTPResponse {
        let body: JSON = ["email": .string(email), "roles": [["role": .string(role)]]]
        return try client.send(
            "POST", Self.path, headers: [("Content-Type", "application/json")] + headers, body: body.bytes)
    }

    private func accept(_ token: JSON?, password: String, at platform: Platform) throws -> HTTPResponse {
        try Client(url: platform.url).post(
            Self.path + "/accept", ["token": token ?? .null, "password": .string(password)])
    }

    @Test func `somebody new joins with a password of their own, once`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let made = try invite("grace@example.com", "operator", by: admin, headers: [("Idempotency-Key", "one")])
            #expect(made.status == 201 && made.header("Cache-Control") == "no-store", "\(made.text)")
            // The token is kept nowhere: the same request again is another invitation.
            let again = try invite("grace@example.com", "operator", by: admin, headers: [("Idempotency-Key", "one")])
            #expect(again.status == 201 && again.header("Idempotent-Replayed") == nil)
            let (old, token) = (try made.json["token"], try again.json["token"])
            #expect(old != token)
            #expect(try admin.get(Self.path).json["items"]?.array?.compactMap { $0["token"] } == [])
            #expect(try accept(old, password: Client.password, at: platform).problem == "invitation_invalid")
            #expect(try accept(token, password: "short", at: platform).problem == "invalid_password")
            let joined = try accept(token, password: "grace likes batteries", at: platform)
            #expect(joined.status == 201, "\(joined.text)")
            #expect(try accept(token, password: "grace likes batteries", at: platform).problem == "invitation_invalid")
            let grace = Client(url: platform.url, token: try #require(try joined.json["accessToken"]?.string))
            let me = try grace.get("/api/v1/auth/me").json
            #expect(me["tenant"] == (try admin.get("/api/v1/auth/me").json["tenant"]))
            #expect(me["role"] == "operator")
            #expect(try grace.get(Self.path).json["items"] == [])
            #expect(try invite("x@example.com", "viewer", by: grace).problem == "permission_denied")
            #expect(try invite("grace@example.com", "viewer", by: admin).problem == "already_member")
            let answer = try Client(url: platform.url).post(
                "/api/v1/auth/login", ["email": "grace@example.com", "password": "grace likes batteries"])
            #expect(answer.status == 200)
        }
    }

    @Test func `somebody who has an account needs its password, which the token does not help to guess`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            let email = try #require(try other.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            let made = try invite(email, "developer", by: admin)
            let token = try made.json["token"]
            #expect(
                try accept(token, password: "what the host would like", at: platform).problem == "invalid_credentials")
            let joined = try accept(token, password: Client.password, at: platform)
            #expect(joined.status == 201, "\(joined.text)")
            let member = Client(url: platform.url, token: try #require(try joined.json["accessToken"]?.string))
            #expect(try member.get("/api/v1/workflows").status == 200)
            #expect(try other.get("/api/v1/members").json["items"]?.array?.count == 1)

            let third = try Client.registered(at: platform)
            let mail = try #require(try third.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            let guessed = try invite(mail, "viewer", by: admin).json["token"]
            for _ in 0..<10 {
                #expect(
                    try accept(guessed, password: "guess number one", at: platform).problem == "invalid_credentials")
            }
            #expect(try accept(guessed, password: Client.password, at: platform).problem == "invitation_invalid")
        }
    }

    @Test func `what is wrong is named, and another tenant's invitations are not found`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            #expect(try invite("no mail", "viewer", by: admin).problem == "invalid_body")
            #expect(try invite("a@example.com", "nobody", by: admin).problem == "roles_invalid")
            let made = try invite("grace@example.com", "viewer", by: admin).json
            let path = "\(Self.path)/\(made["id"]?.string ?? "")"
            #expect(try other.get(Self.path).json["items"] == [])
            #expect(try other.send("DELETE", path).problem == "invitation_not_found")
            #expect(try admin.send("DELETE", path).status == 204)
            #expect(try admin.send("DELETE", path).problem == "invitation_not_found")
            #expect(try accept(made["token"], password: Client.password, at: platform).problem == "invitation_invalid")
            #expect(try accept("", password: Client.password, at: platform).problem == "invitation_invalid")
        }
    }

    @Test func `a colleague is invited and joins by command line`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (ada) throws in
                _ = try ada(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let invited = try ada("member", "invite", "grace@example.com", "--role", "operator")
                #expect(invited.code == 0, "\(invited)")
                let token: Substring = try #require(
                    invited.output.split(separator: "\n").first { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
                #expect(try ada("member", "invitations").output.contains("grace@example.com"))
                try CommandLineUser.run { (grace) throws in
                    let joined = try grace(
                        "join", "--url", platform.url, "--stdin", input: "\(token)\ngrace likes batteries\n")
                    #expect(joined.output.contains("as grace@example.com, tenant Engines"), "\(joined)")
                    #expect(try grace("run", "list").code == 0)
                    #expect(try grace("member", "invite", "x@example.com", "--role", "viewer").code == 3)
                }
                #expect(try ada("member", "list").output.contains("operator"))
                let more = try ada("member", "invite", "linus@example.com", "--role", "viewer", "--json")
                let id = try #require(try JSON(parsing: more.output)["id"]?.string)
                #expect(try ada("member", "withdraw", id).code == 0)
                #expect(try ada("member", "withdraw", id).code == 5)
            }
        }
    }
}
