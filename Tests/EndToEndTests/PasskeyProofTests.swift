import AccessTokens
import Database
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Passkeys of who is signed in: they prove it, and a tenant may ask for one.
@Suite struct PasskeyProofTests {
    @Test func `a passkey proves who is signed in, alone or with the password`() throws {
        try SoftPasskey.run { platform, ada, passkey, folder in
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
            // What another session of Ada's asked for counts in that one only.
            let opened = try passkey.logIn(passkey.signed()).json["accessToken"]?.string
            let elsewhere = SoftPasskey(in: folder, "ada", Client(url: ada.url, token: opened))
            #expect(try aged.stepUp(["passkey": elsewhere.proof()]).problem == "passkey_challenge_invalid")
            #expect(try elsewhere.stepUp(["passkey": elsewhere.proof()]).status == 200)
            // Eve's passkey is none of Ada's.
            let eve = try SecondFactorPerson(at: platform.url)
            let other = SoftPasskey(in: folder, "eve", eve.client)
            _ = try other.added()
            #expect(try aged.stepUp(["passkey": other.proof()]).problem == "passkey_challenge_invalid")
            #expect(try other.add(passkey.answer("create", to: passkey.begin())).problem == "passkey_challenge_invalid")
            try Wait.until("proofs that failed") { try SoftPasskey.count("auth.proof_failed", platform) >= 2 }
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
        try SoftPasskey.run { platform, ada, passkey, _ in
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
            try Wait.until("the removal") { try SoftPasskey.count("auth.remove_passkey", platform) == 1 }
        }
    }
}
