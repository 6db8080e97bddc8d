import AccessTokens
import Database
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Passkeys of an authenticator (soft-webauthn), as browsers use them.
@Suite struct PasskeyTests {
    @Test func `a passkey signs in without e-mail and password, once, and that proves who it is`() throws {
        try SoftPasskey.run { platform, ada, passkey, folder in
            let added = try passkey.added()
            #expect(added.status == 201, "\(added.text)")
            #expect(try Set(added.json["recoveryCodes"]?.array?.compactMap(\.string) ?? []).count == 10)
            let listed = try ada.client.get("/api/v1/auth/passkeys").json["items"]?.array ?? []
            #expect(listed.count == 1 && listed[0]["name"] == "laptop" && listed[0]["signsInAlone"] == true)
            #expect(listed[0]["lastUsedAt"] == .null)

            let answer = try passkey.signed()
            let signedIn = try passkey.logIn(answer)
            #expect(
                try signedIn.status == 200 && signedIn.json["user"]?["email"] == .string(ada.email), "\(signedIn.text)")
            #expect(try passkey.logIn(answer).problem == "passkey_challenge_invalid")
            let client = Client(url: ada.url, token: try signedIn.json["accessToken"]?.string)
            // What asks for a proof takes it.
            #expect(try client.put("/api/v1/roles/own", ["permissions": []]).status == 201)
            #expect(try client.send("DELETE", "/api/v1/roles/own").status == 204)
            #expect(try ada.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["lastUsedAt"] != .null)

            // Somebody else's, one that nobody registered, another page, and no PIN.
            let stranger = SoftPasskey(in: folder, "stranger", ada.client)
            _ = try stranger.answer("create", to: stranger.begin())
            let options = try Client(url: ada.url).post("/api/v1/auth/login/passkey/options", [:])
            #expect(try options.json["publicKey"]?["allowCredentials"] == [])
            #expect(try stranger.logIn(stranger.signed()).problem == "passkey_refused")
            let phished = try passkey.answer(
                "get", to: Client(url: ada.url).send("POST", "/api/v1/auth/login/passkey/options"),
                origin: "https://platform.example.com.evil.example")
            #expect(try passkey.logIn(phished).problem == "passkey_refused")
            // A challenge that was answered badly is good no more.
            #expect(try passkey.logIn(phished).problem == "passkey_challenge_invalid")
            #expect(try passkey.logIn(passkey.signed("--unverified")).problem == "passkey_refused")
            for refused in [["id": "AQ", "type": "public-key", "response": [:]], [:], "x", []] as [JSON] {
                #expect(try passkey.logIn(refused).problem == "passkey_refused")
            }
            for action in ["auth.add_passkey", "auth.login", "auth.login_failed"] {
                try Wait.until(action) { try SoftPasskey.count(action, platform) > 0 }
            }
            let database = Database(platform.database)
            try Wait.until("the login says which passkey") {
                try database.first(
                    "SELECT 1 AS one FROM audit_log WHERE state_after LIKE '%passkey%' AND action = 'auth.login'")
                    != nil
            }
        }
    }

    @Test func `a counter that goes back is refused, and told of as a copy`() throws {
        try SoftPasskey.run { platform, ada, passkey, _ in
            _ = try passkey.added()
            #expect(try passkey.logIn(passkey.signed("--count", "7")).status == 200)
            #expect(try passkey.logIn(passkey.signed("--count", "7")).problem == "passkey_refused")
            #expect(try passkey.logIn(passkey.signed("--count", "3")).problem == "passkey_refused")
            #expect(try passkey.stepUp(["passkey": passkey.proof("--count", "5")]).problem == "passkey_refused")
            #expect(try passkey.logIn(passkey.signed("--count", "8")).status == 200)
            try Wait.until("three entries") { try SoftPasskey.count("auth.passkey_cloned", platform) == 3 }
            let mails = try Database(platform.database).query("SELECT 1 FROM mail_outbox WHERE kind = 'passkey-cloned'")
            #expect(mails.count == 3)
        }
    }

    @Test func `after the password a passkey takes the place of a code`() throws {
        try SoftPasskey.run { platform, ada, passkey, folder in
            let recovery = try passkey.added("--unverified").json["recoveryCodes"]?.array?.compactMap(\.string) ?? []
            #expect(try ada.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["signsInAlone"] == false)
            let asked = try ada.logIn()
            #expect(asked.problem == "mfa_required")
            let challenge = try #require(asked.json["challenge"]?.string)
            // It was registered without a PIN: whoever finds it could choose one.
            #expect(try passkey.logIn(passkey.signed()).problem == "passkey_refused")
            // An answer to another question is none.
            #expect(try passkey.logIn(passkey.signed(), after: challenge).problem == "passkey_challenge_invalid")
            #expect(try passkey.logIn(passkey.signed(after: challenge)).problem == "passkey_challenge_invalid")
            let proof = try passkey.proof()
            #expect(try passkey.logIn(proof, after: challenge).problem == "passkey_challenge_invalid")
            let eve = try SecondFactorPerson(at: platform.url)
            let other = SoftPasskey(in: folder, "eve", eve.client)
            _ = try other.added()
            let others = try #require(eve.logIn().json["challenge"]?.string)
            #expect(
                try other.logIn(other.signed(after: others), after: challenge).problem == "passkey_challenge_invalid")

            let answer = try passkey.signed(after: challenge, "--unverified")
            let signedIn = try passkey.logIn(answer, after: challenge)
            #expect(signedIn.status == 200, "\(signedIn.text)")
            #expect(try passkey.logIn(answer, after: challenge).problem == "challenge_invalid")
            #expect(
                try Client(url: ada.url).post("/api/v1/auth/login/passkey/options", ["challenge": .string(challenge)])
                    .problem == "challenge_invalid")
            // Who has lost it has the codes.
            let next = try ada.logIn().json["challenge"]?.string
            #expect(try ada.complete(next, recovery[0]).status == 200)
            // An authenticator besides: either will do.
            let alone: JSON = ["current": .string(Client.password)]
            #expect(try ada.client.post("/api/v1/auth/totp", alone).problem == "wrong_code")
            let secret = try ada.enabled(with: recovery[1]).secret
            let third = try #require(ada.logIn().json["challenge"]?.string)
            #expect(try passkey.logIn(passkey.signed(after: third), after: third).status == 200)
            let fourth = try ada.logIn().json["challenge"]?.string
            #expect(try ada.complete(fourth, SecondFactorPerson.code(of: secret, 1)).status == 200)
            // Without a passkey nobody is asked for one.
            let bob = try SecondFactorPerson(at: platform.url)
            _ = try bob.enabled()
            let bobs: JSON = ["challenge": try bob.logIn().json["challenge"] ?? .null]
            #expect(
                try Client(url: ada.url).post("/api/v1/auth/login/passkey/options", bobs).problem == "passkey_not_found"
            )
        }
    }

    @Test func `a member of several tenants says which, and the answer stays good until then`() throws {
        try SoftPasskey.run { _, ada, passkey, _ in
            _ = try passkey.added()
            let second = try ada.client.post("/api/v1/tenants", ["name": "Looms"])
            #expect(second.status == 201, "\(second.text)")
            let answer = try passkey.signed()
            #expect(try passkey.logIn(answer).problem == "tenant_required")
            #expect(try passkey.logIn(answer, tenant: "Nothing").problem == "tenant_required")
            let signedIn = try passkey.logIn(answer, tenant: "Looms")
            #expect(try signedIn.status == 200 && signedIn.json["tenant"]?["name"] == "Looms", "\(signedIn.text)")
        }
    }

    @Test func `without a public address there are no passkeys, and the answer says so`() throws {
        try SoftPasskey.run(variables: ["PUBLIC_URL": "http://127.0.0.1:8080"]) { (_, ada, passkey, _) throws in
            #expect(try passkey.begin().problem == "passkeys_unavailable")
            #expect(
                try Client(url: ada.url).post("/api/v1/auth/login/passkey/options", [:]).problem
                    == "passkeys_unavailable")
        }
    }

    @Test func `the command line lists passkeys and removes them`() throws {
        try SoftPasskey.run { platform, ada, passkey, _ in
            try CommandLineUser.run { (user) throws in
                let signedIn = try user(
                    "login", "--url", ada.url, "--email", ada.email, "--password-stdin", input: Client.password + "\n")
                #expect(signedIn.code == 0, "\(signedIn)")
                #expect(try user("passkey", "list").output.contains("No passkeys."))
                _ = try passkey.added()
                let listed = try user("passkey", "list")
                #expect(listed.output.contains("laptop") && listed.output.contains("alone"), "\(listed)")
                let id = try #require(ada.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["id"]?.string)
                let removed = try user("passkey", "remove", id)
                #expect(removed.code == 0 && removed.output.contains("Removed."), "\(removed)")
                #expect(try user("passkey", "list").output.contains("No passkeys."))
            }
        }
    }
}
