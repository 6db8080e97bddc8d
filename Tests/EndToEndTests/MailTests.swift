import Database
import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// People prove by mail who they are; a real SMTP server gets it.
@Suite struct MailTests {
    private func with(
        _ variables: [String: String] = [:], _ body: (Platform, PrivateMailServer) throws -> Void
    ) throws {
        try TestServers.temporaryDirectory { directory in
            let mail = try PrivateMailServer(in: directory)
            defer { mail.stop() }
            let settings = [
                "SMTP_URL": mail.url, "MAIL_FROM": "mail@example.com", "PUBLIC_URL": "https://platform.example.com/",
            ]
            try Platform.run(variables: settings.merging(variables) { $1 }) { (platform) throws in
                try body(platform, mail)
            }
        }
    }

    /// The token of the newest message, when as many have come.
    private func token(_ count: Int, to email: String, _ mail: PrivateMailServer) throws -> String {
        try Wait.until("mail \(count) to \(email)") { mail.messages(to: email).count >= count }
        let text = mail.messages(to: email).last ?? ""
        return String(try #require(text.firstMatch(of: /\n +([0-9a-f]{64})\n/)).1)
    }

    /// All of an answer but what names the request.
    private func same(_ response: HTTPResponse) -> [String] {
        let varying: Set = ["x-request-id", "date", "ratelimit"]
        return ["\(response.status)", response.text]
            + response.headers.filter { !varying.contains($0.0.lowercased()) }.map { "\($0.0): \($0.1)" }.sorted()
    }

    @Test func `with verification on, a user begins with the token of the mail, and a known e-mail is told so`() throws
    {
        try with(["EMAIL_VERIFICATION": "on"]) { platform, mail in
            let client = Client(url: platform.url)
            func register(_ email: String) throws -> HTTPResponse {
                try client.post(
                    "/api/v1/auth/register",
                    ["email": .string(email), "password": .string(Client.password), "tenant": "Engines"])
            }
            let unknown = try register("ada@example.com")
            #expect(unknown.status == 202)
            let mailed = try token(1, to: "ada@example.com", mail)
            let token: JSON = ["token": .string(mailed), "password": .string(Client.password)]
            // A click of whoever owns the e-mail confirms no password that a stranger chose.
            let strange: JSON = ["token": .string(mailed), "password": "the owner's own guess"]
            #expect(try client.post("/api/v1/auth/verify-email", strange).problem == "invalid_credentials")
            let logIn: JSON = ["email": "ada@example.com", "password": .string(Client.password)]
            #expect(try client.post("/api/v1/auth/login", logIn).problem == "invalid_credentials")
            let verified = try client.post("/api/v1/auth/verify-email", token)
            #expect(verified.status == 200)
            #expect(try client.post("/api/v1/auth/verify-email", token).problem == "mailed_token_invalid")
            let user = Client(url: platform.url, token: try verified.json["accessToken"]?.string)
            #expect(try user.get("/api/v1/auth/me").json["user"]?["email"] == "ada@example.com")
            #expect(try client.post("/api/v1/auth/login", logIn).status == 200)

            // An invitation's token proves no e-mail: somebody new is answered like somebody with another password.
            let invited = try user.post(
                "/api/v1/invitations", ["email": "eve@example.com", "roles": [["role": "viewer"]]])
            let accepted = try client.post(
                "/api/v1/invitations/accept",
                ["token": try invited.json["token"] ?? .null, "password": "correct horse battery"])
            #expect(accepted.problem == "invalid_credentials")

            let known = try register("ADA@example.com")
            #expect(same(known) == same(unknown))
            try Wait.until("the second mail") { mail.messages(to: "ADA@example.com").count == 1 }
            let told = mail.messages(to: "ADA@example.com")[0]
            #expect(told.contains("where you have an account") && told.firstMatch(of: /[0-9a-f]{64}/) == nil)
            for (name, text) in platform.logs { #expect(!text.contains("ada@example.com"), "\(name)") }
        }
    }

    @Test func `a forgotten password is replaced by mail, and nobody learns who has an account`() throws {
        try with { platform, mail in
            let client = Client(url: platform.url)
            let answer = try client.post(
                "/api/v1/auth/register",
                ["email": "ada@example.com", "password": .string(Client.password), "tenant": "Engines"])
            let user = Client(url: platform.url, token: try answer.json["accessToken"]?.string)
            #expect(try user.get("/api/v1/runs").status == 200)
            let answers = try ["nobody@example.com", "ada@example.com", "no address"].map { email in
                try client.post("/api/v1/auth/password-reset", ["email": .string(email)])
            }
            #expect(Set(answers.map(same)).count == 1 && answers[0].status == 202)
            let token = try token(1, to: "ada@example.com", mail)
            #expect(mail.messages[0].contains("From: <mail@example.com>\n"))
            #expect(mail.messages[0].contains("--url https://platform.example.com --token-stdin"))

            func confirm(_ password: String) throws -> HTTPResponse {
                try client.post(
                    "/api/v1/auth/password-reset/confirm", ["token": .string(token), "password": .string(password)])
            }
            #expect(try confirm("qwertyuiop").problem == "invalid_password")
            #expect(try user.get("/api/v1/runs").status == 200)
            #expect(try confirm("incorrect mule accumulator").status == 204)
            #expect(try confirm("incorrect mule accumulator").problem == "mailed_token_invalid")
            #expect(try user.get("/api/v1/runs").problem == "session_ended")
            for (password, status) in [(Client.password, 401), ("incorrect mule accumulator", 200)] {
                let body: JSON = ["email": "ada@example.com", "password": .string(password)]
                #expect(try client.post("/api/v1/auth/login", body).status == status)
            }
            try Wait.until("the notice") { mail.messages(to: "ada@example.com").count == 2 }
            #expect(mail.messages(to: "ada@example.com")[1].contains("Subject: Your password was changed\n"))
            // All that was asked for is done, and nobody else got anything.
            let database = Database(platform.database)
            try Wait.until("the outbox is empty") { try database.query("SELECT id FROM mail_outbox").isEmpty }
            #expect(mail.messages.count == 2)
            let secret = try database.query("SELECT token_hash FROM password_resets").count
            #expect(secret == 2)
        }
    }

    @Test func `mail waits for a server that is away, and goes when it is back`() throws {
        try with { platform, mail in
            mail.stop()
            let client = try Client.registered(at: platform)
            let email = try #require(client.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            #expect(try client.post("/api/v1/auth/password-reset", ["email": .string(email)]).status == 202)
            let database = Database(platform.database)
            try Wait.until("an attempt has failed") {
                try database.first("SELECT 1 AS one FROM mail_outbox WHERE failure IS NOT NULL") != nil
            }
            try mail.start()
            // The pause of half a minute is not what this is about.
            try database.execute("UPDATE mail_outbox SET next_attempt_at = UTC_TIMESTAMP(6)")
            _ = try token(1, to: email, mail)
            #expect(!platform.log(of: "notifier").contains(email))
        }
    }

    @Test func `people are told by mail of a second factor, a used code and a login from elsewhere`() throws {
        try with { platform, mail in
            let ada = try SecondFactorPerson(at: platform.url, email: "ada@example.com")
            let (recovery, secret) = try ada.enabled()
            for _ in 0..<2 { _ = try ada.complete(ada.logIn().json["challenge"]?.string, recovery[0]) }
            let elsewhere = try Client(url: platform.url).send(
                "POST", "/api/v1/auth/login",
                headers: [("Content-Type", "application/json"), ("User-Agent", "phone/2")],
                body: JSON.object(["email": .string(ada.email), "password": .string(Client.password)]).bytes)
            let code = try SecondFactorPerson.code(of: secret, 1)
            let completed = try Client(url: platform.url).send(
                "POST", "/api/v1/auth/login/totp",
                headers: [("Content-Type", "application/json"), ("User-Agent", "phone/2")],
                body: JSON.object(["challenge": elsewhere.json["challenge"] ?? .null, "code": .string(code)]).bytes)
            #expect(completed.status == 200, "\(completed.text)")
            let remove: JSON = ["current": .string(Client.password), "code": .string(recovery[1])]
            #expect(try ada.client.post("/api/v1/auth/totp/remove", remove).status == 204)
            let expected = [
                "Your second factor is on", "A recovery code was used", "A code was sent a second time",
                "You signed in from a new place", "A recovery code was used", "Your second factor is off",
            ]
            try Wait.until("the notices") { mail.messages(to: ada.email).count >= expected.count }
            let messages = mail.messages(to: ada.email)
            #expect(messages.compactMap { $0.firstMatch(of: /Subject: (.+)\n/).map { String($0.1) } } == expected)
            #expect(messages[3].contains("127.0.0.1") && messages[3].contains("phone/2"))
            #expect(messages.allSatisfy { $0.contains("https://platform.example.com") || $0.contains("operates") })
        }
    }

    @Test func `people are told by mail of an identity that is linked with their account`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try with { platform, mail in
            let tenant = try ProviderTenant(
                at: platform, provider, ["provisioning": "create", "linking": "email", "emailDomains": ["example.com"]])
            let email = try #require(tenant.admin.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            _ = try tenant.client(tenant.logIn(["sub": "ada"], linking: tenant.admin))
            try Wait.until("the notice") { mail.messages(to: email).count == 1 }
            let told = mail.messages(to: email)[0]
            #expect(told.contains("Subject: An identity was linked with your account\n"), "\(told)")
            #expect(told.contains("company") && told.contains("identity list --url https://platform.example.com"))
            // Whom a provider made is told when a second identity becomes theirs, by the e-mail alone.
            let eve: JSON = ["sub": "eve", "email": "eve@example.com", "email_verified": true]
            _ = try tenant.client(tenant.logIn(eve))
            _ = try tenant.client(tenant.logIn(eve))
            var second = eve
            second["sub"] = "another"
            _ = try tenant.client(tenant.logIn(second))
            try Wait.until("the notice") { mail.messages(to: "eve@example.com").count == 1 }
            let database = Database(platform.database)
            try Wait.until("the outbox is empty") { try database.query("SELECT id FROM mail_outbox").isEmpty }
            #expect(mail.messages.count == 2)
        }
    }

    @Test func `people are told by mail of a passkey that comes or goes, and of one that may have been copied`() throws
    {
        try with { platform, mail in
            let ada = try SecondFactorPerson(at: platform.url, email: "ada@example.com")
            let passkey = SoftPasskey(in: platform.directory, "ada", ada.client)
            _ = try passkey.added()
            for _ in 0..<2 { _ = try passkey.logIn(passkey.signed("--count", "7")) }
            let id = try #require(ada.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["id"]?.string)
            #expect(try ada.client.send("DELETE", "/api/v1/auth/passkeys/\(id)").status == 204)
            let expected = ["A passkey was added", "A passkey may have been copied", "A passkey was removed"]
            try Wait.until("the notices") { mail.messages(to: ada.email).count >= expected.count }
            let messages = mail.messages(to: ada.email)
            #expect(messages.compactMap { $0.firstMatch(of: /Subject: (.+)\n/).map { String($0.1) } } == expected)
            #expect(messages[0].contains("operates") && messages[1].contains("passkey list"))
        }
    }

    @Test func `mail that nobody sends is swept all the same`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let email = try #require(client.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            #expect(try client.post("/api/v1/auth/password-reset", ["email": .string(email)]).status == 202)
            let database = Database(platform.database)
            #expect(try database.query("SELECT id FROM mail_outbox").count == 1)
            try database.execute("UPDATE mail_outbox SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
            // It looks every ten minutes, and when it begins.
            for slot in try platform.supervisor.slots(of: "daemons/notifier") { try platform.supervisor.restart(slot) }
            try Wait.until("the outbox is empty") { try database.query("SELECT id FROM mail_outbox").isEmpty }
        }
    }
}
