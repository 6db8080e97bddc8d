import AccessTokens
import Database
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Passkeys of an authenticator (soft-webauthn), as browsers use them.
@Suite struct PasskeyTests {
    private func run(
        variables: [String: String] = [:],
        _ body: (_ platform: Platform, _ ada: SecondFactorPerson, _ passkey: SoftPasskey, _ folder: String) throws ->
            Void
    ) throws {
        try TestServers.temporaryDirectory { folder in
            try Platform.run(variables: variables) { (platform) throws in
                let ada = try SecondFactorPerson(at: platform.url)
                try body(platform, ada, SoftPasskey(in: folder, "ada", ada.client), folder)
            }
        }
    }

    @Test func `a passkey signs in without e-mail and password, once, and that proves who it is`() throws {
        try run { platform, ada, passkey, folder in
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
                try Wait.until(action) { try Self.count(action, platform) > 0 }
            }
            let database = Database(platform.database)
            try Wait.until("the login says which passkey") {
                try database.first(
                    "SELECT 1 AS one FROM audit_log WHERE state_after LIKE '%passkey%' AND action = 'auth.login'")
                    != nil
            }
        }
    }

    private static func count(_ action: String, _ platform: Platform) throws -> Int {
        let row = try Database(platform.database).first(
            "SELECT COUNT(*) AS found FROM audit_log WHERE action = \(action)")
        return try row?.get("found") ?? 0
    }

    @Test func `a counter that goes back is refused, and told of as a copy`() throws {
        try run { platform, ada, passkey, _ in
            _ = try passkey.added()
            #expect(try passkey.logIn(passkey.signed("--count", "7")).status == 200)
            #expect(try passkey.logIn(passkey.signed("--count", "7")).problem == "passkey_refused")
            #expect(try passkey.logIn(passkey.signed("--count", "3")).problem == "passkey_refused")
            #expect(try passkey.stepUp(["passkey": passkey.proof("--count", "5")]).problem == "passkey_refused")
            #expect(try passkey.logIn(passkey.signed("--count", "8")).status == 200)
            try Wait.until("three entries") { try Self.count("auth.passkey_cloned", platform) == 3 }
            let mails = try Database(platform.database).query("SELECT 1 FROM mail_outbox WHERE kind = 'passkey-cloned'")
            #expect(mails.count == 3)
        }
    }

    @Test func `after the password a passkey takes the place of a code`() throws {
        try run { platform, ada, passkey, folder in
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

    @Test func `a passkey proves who is signed in, alone or with the password`() throws {
        try run { platform, ada, passkey, folder in
            #expect(try ada.client.send("POST", "/api/v1/auth/step-up/options").problem == "passkey_not_found")
            let old = try self.old(ada, platform)
            let aged = SoftPasskey(in: folder, "ada", old)
            #expect(try aged.begin().problem == "step_up_required")
            #expect(try aged.add(["id": "AQ"]).problem == "step_up_required")
            _ = try passkey.added()
            let id = try #require(ada.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["id"]?.string)
            #expect(try old.send("DELETE", "/api/v1/auth/passkeys/\(id)").problem == "step_up_required")

            let answer = try aged.proof()
            let proven = try aged.stepUp(["passkey": answer])
            #expect(proven.status == 200, "\(proven.text)")
            let fresh = Client(url: ada.url, token: try proven.json["accessToken"]?.string)
            #expect(try fresh.send("DELETE", "/api/v1/roles/none").problem == "role_not_found")
            #expect(try aged.stepUp(["passkey": answer]).problem == "passkey_challenge_invalid")
            #expect(try aged.stepUp(["passkey": aged.proof("--unverified")]).problem == "passkey_refused")
            let password: JSON = .string(Client.password)
            #expect(
                try aged.stepUp(["current": "wrong horse", "passkey": aged.proof("--unverified")]).problem
                    == "wrong_password")
            #expect(try aged.stepUp(["current": password, "passkey": aged.proof("--unverified")]).status == 200)
            #expect(try aged.stepUp(["current": password]).problem == "wrong_code")
            #expect(try aged.stepUp([:]).problem == "invalid_body")
            // Eve's passkey is none of Ada's.
            let eve = try SecondFactorPerson(at: platform.url)
            let other = SoftPasskey(in: folder, "eve", eve.client)
            _ = try other.added()
            #expect(try aged.stepUp(["passkey": other.proof()]).problem == "passkey_challenge_invalid")
            #expect(try other.add(passkey.answer("create", to: passkey.begin())).problem == "passkey_challenge_invalid")
            try Wait.until("proofs that failed") { try Self.count("auth.proof_failed", platform) >= 2 }
        }
    }

    /// The same session, whose proof is an hour old.
    private func old(_ person: SecondFactorPerson, _ platform: Platform) throws -> Client {
        let me = try person.client.get("/api/v1/auth/me").json
        let session = try person.client.get("/api/v1/auth/sessions").json["items"]?[0]?["id"]?.string
        let caller = Caller(
            user: try #require(me["user"]?["id"]?.string.flatMap(UserID.init)),
            tenant: try #require(me["tenant"]?["id"]?.string.flatMap(TenantID.init)),
            session: try #require(session.flatMap(SessionID.init)), role: .admin,
            authenticatedAt: Timestamp.now + .seconds(-3_600))
        let signer = try AccessTokenSigner(keyFile: platform.keys.privateKey)
        return Client(url: person.url, token: try signer.sign(caller, expiresIn: .seconds(60)))
    }

    @Test func `a tenant that asks for a second factor takes a passkey, and a removed one opens nothing`() throws {
        try run { platform, ada, passkey, _ in
            let policy: JSON = ["outboundAllow": [], "processes": [], "requireSecondFactor": "admins"]
            #expect(try ada.client.put("/api/v1/tenant/policy", policy).status == 200)
            let signedIn = try ada.logIn()
            #expect(try signedIn.json["restriction"] == "second_factor")
            let restricted = SoftPasskey(
                in: platform.directory, "restricted",
                Client(url: ada.url, token: try signedIn.json["accessToken"]?.string))
            #expect(try restricted.client.get("/api/v1/runs").problem == "second_factor_required")
            #expect(try restricted.added().status == 201)
            #expect(try restricted.client.get("/api/v1/runs").status == 200)
            let alone = try restricted.logIn(restricted.signed())
            #expect(try alone.status == 200 && alone.json["restriction"] == nil, "\(alone.text)")
            let opened = Client(url: ada.url, token: try alone.json["accessToken"]?.string)
            #expect(try opened.get("/api/v1/runs").status == 200)

            let id = try #require(restricted.client.get("/api/v1/auth/passkeys").json["items"]?[0]?["id"]?.string)
            let answer = try restricted.signed()
            #expect(try restricted.client.send("DELETE", "/api/v1/auth/passkeys/\(id)").status == 204)
            #expect(try restricted.client.send("DELETE", "/api/v1/auth/passkeys/\(id)").problem == "passkey_not_found")
            #expect(try opened.get("/api/v1/runs").problem == "session_ended")
            #expect(try restricted.client.get("/api/v1/runs").problem == "second_factor_required")
            #expect(try restricted.logIn(answer).problem == "passkey_refused")
            #expect(try ada.logIn().json["restriction"] == "second_factor")
            try Wait.until("the removal") { try Self.count("auth.remove_passkey", platform) == 1 }
        }
    }

    @Test func `a member of several tenants says which, and the answer stays good until then`() throws {
        try run { _, ada, passkey, _ in
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
        try run(variables: ["PUBLIC_URL": "http://127.0.0.1:8080"]) { (_, ada, passkey, _) throws in
            #expect(try passkey.begin().problem == "passkeys_unavailable")
            #expect(
                try Client(url: ada.url).post("/api/v1/auth/login/passkey/options", [:]).problem
                    == "passkeys_unavailable")
        }
    }

    @Test func `the command line lists passkeys and removes them`() throws {
        try run { platform, ada, passkey, _ in
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
