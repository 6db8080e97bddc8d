import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Logins with an OpenID provider: who becomes a member, whose account it is, and with which roles.
@Suite struct IdentityProviderTests {
    private static let rules: JSONObject = [
        "provisioning": "create", "emailDomains": ["example.com"],
        "roleMappings": [
            ["claim": "groups", "value": "engineering", "role": "developer"],
            ["claim": "/access/roles", "value": "runner", "role": "operator", "namespace": "demo"],
        ],
    ]

    private func claims(_ subject: String, email: String, _ others: JSONObject = [:]) -> JSON {
        var claims: JSONObject = ["sub": .string(subject), "email": .string(email), "email_verified": true]
        for (name, value) in others { claims[name] = value }
        return .object(claims)
    }

    @Test func `whom the provider knows becomes a member, with the roles that it says at each login`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let email = "\(UUID().uuidString.lowercased())@example.com"
            let begun = try tenant.begin()
            let asked = ScriptedBrowser.parameters(of: begun["authorizationUrl"]?.string ?? "")
            #expect(asked["code_challenge_method"] == "S256" && asked["nonce"]?.isEmpty == false)
            let answer = try tenant.answer(begun, claims("ada", email: email, ["groups": ["engineering", "all"]]))
            let ada = try tenant.client(tenant.complete(answer))
            #expect(try tenant.roles(of: ada) == ["developer"])
            #expect(try ada.get("/api/v1/auth/me").json["user"]?["email"]?.string == email)
            // The provider got the verifier, which its challenge is made of, and no client but ours did.
            let last = try tenant.browser.get(provider.issuer + "/last").json
            #expect((last["code_verifier"]?.string?.utf8.count ?? 0) >= 43)
            #expect(last["redirect_uri"]?.string == ProviderTenant.redirectURI)
            #expect(begun["authorizationUrl"]?.string?.contains(last["code_verifier"]?.string ?? "?") == false)
            // Each answer is good once, and a code too.
            #expect(try tenant.complete(answer).problem == "provider_login_invalid")
            let second = try tenant.begin()
            var replayed = answer
            replayed["state"] = second["state"]
            replayed["secret"] = second["secret"]
            #expect(try tenant.complete(replayed).problem == "provider_refused")

            // What the provider gave is replaced, what people gave stays.
            let user = try #require(try ada.get("/api/v1/auth/me").json["user"]?["id"]?.string)
            #expect(
                try tenant.admin.put(
                    "/api/v1/members/\(user)/roles",
                    ["roles": [["role": "developer"], ["role": "viewer", "namespace": "mine"]]]
                ).status == 200)
            let runner: JSONObject = ["access": ["roles": ["runner"]]]
            let again = try tenant.client(tenant.logIn(claims("ada", email: email, runner), fault: "es256"))
            #expect(try tenant.roles(of: again) == ["operator@demo", "viewer@mine"])
            // A change counts at once, also for the session of before.
            #expect(try ada.put("/api/v1/secrets/a", ["value": 1]).problem == "permission_denied")
            let fewer = try tenant.client(tenant.logIn(claims("ada", email: "other@example.com")))
            #expect(try tenant.roles(of: fewer) == ["viewer@mine"])
            // Claims may be at the UserInfo endpoint only.
            let grace = try tenant.client(
                tenant.logIn(claims("grace", email: "grace-\(email)", ["groups": "engineering"]), fault: "userinfo"))
            #expect(try tenant.roles(of: grace) == ["developer"])
            let none = try tenant.client(tenant.logIn(claims("eve", email: "eve-\(email)")))
            #expect(try tenant.roles(of: none) == ["viewer"])

            // Who was taken out stays out.
            #expect(try tenant.admin.send("DELETE", "/api/v1/members/\(user)").status == 204)
            #expect(try tenant.logIn(claims("ada", email: email)).problem == "identity_unknown")
            var actions: Set<String> = []
            try Wait.until("the audit log has it") {
                let entries = try tenant.admin.get("/api/v1/audit?limit=100").json["items"]?.array ?? []
                actions = Set(entries.compactMap { $0["action"]?.string })
                return actions.isSuperset(of: [
                    "identity_provider.put", "member.provision", "auth.link_identity", "member.roles.map", "auth.login",
                    "auth.login_failed",
                ])
            }
        }
    }

    @Test func `an e-mail alone opens no account that has a password; its owner links it`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(
                at: platform, provider, ["provisioning": "create", "linking": "email", "emailDomains": ["example.com"]])
            let database = Database(platform.database)
            let owner = try #require(try tenant.admin.get("/api/v1/auth/me").json["user"]?["email"]?.string)
            #expect(try tenant.logIn(claims("owner", email: owner)).problem == "identity_unknown")
            // An answer to a link of somebody else's session links nobody: the secret is another one.
            let linked = try tenant.client(tenant.logIn(claims("owner", email: owner), linking: tenant.admin))
            #expect(try linked.get("/api/v1/auth/me").json["user"]?["email"]?.string == owner)
            #expect(try tenant.roles(of: linked) == ["admin"])
            _ = try tenant.client(tenant.logIn(["sub": "owner"]))
            let identities = try linked.get("/api/v1/auth/identities").json["items"]?.array ?? []
            #expect(identities.count == 1 && identities[0]["subject"] == "owner")

            // Domains, and e-mails that nobody has verified.
            #expect(try tenant.logIn(claims("x", email: "x@elsewhere.com")).problem == "identity_unknown")
            let claimed: JSON = ["sub": "x", "email": "x@example.com", "email_verified": false]
            #expect(try tenant.logIn(claimed).problem == "identity_unknown")

            // A member without a password is known by the e-mail of another identity, until they choose one.
            let email = "\(UUID().uuidString.lowercased())@example.com"
            _ = try tenant.client(tenant.logIn(claims("first", email: email)))
            let second = try tenant.client(tenant.logIn(claims("second", email: email)))
            #expect(try second.get("/api/v1/auth/me").json["user"]?["email"]?.string == email)
            let member = try tenant.member("viewer")
            #expect(try tenant.logIn(claims("owner", email: owner), linking: member).problem == "identity_taken")
            try database.execute("UPDATE users SET password_hash = 'another' WHERE email = \(email)")
            for subject in ["first", "second", "third"] {
                #expect(try tenant.logIn(claims(subject, email: email)).problem == "identity_unknown")
            }

            // Another tenant's provider knows nobody here, whatever it says.
            let other = try ProviderTenant(
                at: platform, provider, ["provisioning": "create", "linking": "email", "emailDomains": ["example.com"]])
            #expect(try other.logIn(claims("owner", email: owner)).problem == "identity_unknown")

            let id = identities[0]["id"]?.string ?? ""
            #expect(try second.send("DELETE", "/api/v1/auth/identities/\(id)").problem == "identity_not_found")
            #expect(try tenant.admin.send("DELETE", "/api/v1/auth/identities/\(id)").status == 204)
            #expect(try tenant.logIn(claims("owner", email: owner)).problem == "identity_unknown")
            #expect(try tenant.admin.send("DELETE", "/api/v1/identity-providers/company").status == 204)
            #expect(
                try Client(url: platform.url).post(tenant.place, ["redirectUri": .string(ProviderTenant.redirectURI)])
                    .problem == "identity_provider_not_found")
        }
    }

    @Test func `nobody has a provider give what they may not, or learns its secret by sending it elsewhere`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider)
            let path = "/api/v1/identity-providers/company"
            let shown = try tenant.admin.get(path)
            #expect(shown.status == 200 && !shown.text.contains("plain-secret"))
            let row = try Database(platform.database).first("SELECT ciphertext FROM identity_providers")
            let ciphertext = try #require(row).get("ciphertext", as: [UInt8].self)
            #expect(!ciphertext.starts(with: "plain-secret".utf8))
            let elsewhere: JSON = ["issuer": "http://127.0.0.1:1", "clientId": "intelligentic"]
            #expect(try tenant.admin.put(path, elsewhere).problem == "identity_provider_invalid")
            let same: JSON = ["issuer": .string(provider.issuer), "clientId": "intelligentic"]
            let kept = try tenant.admin.put(path, same, headers: [("If-Match", shown.header("ETag") ?? "")])
            let hasSecret = try kept.json["hasSecret"]
            #expect(kept.status == 200 && hasSecret == true, "\(kept.text)")
            #expect(
                try tenant.admin.put(path, same, headers: [("If-Match", shown.header("ETag") ?? "")]).status == 412)
            // The secret is still good.
            #expect(try tenant.logIn(["sub": "x"]).problem == "identity_unknown")

            #expect(
                try tenant.admin.put("/api/v1/roles/keeper", ["permissions": ["tenant:read", "tenant:update"]]).status
                    == 201)
            let keeper = try tenant.member("keeper")
            var rules = same
            rules["defaultRoles"] = [["role": "keeper"]]
            #expect(try keeper.put(path, rules).status == 200)
            rules["defaultRoles"] = [["role": "admin"]]
            #expect(try keeper.put(path, rules).problem == "exceeds_own_permissions")
            #expect(try tenant.put(["defaultRoles": [["role": "none"]]]).problem == "identity_provider_invalid")
            for wrong: JSONObject in [
                ["issuer": "http://login.example.com"], ["issuer": "https://login.example.com?a=b"],
                ["provisioning": "create"], ["provisioning": "maybe"], ["defaultRoles": []],
            ] {
                let answer = try tenant.put(wrong)
                #expect(answer.problem == "identity_provider_invalid", "\(wrong): \(answer.text)")
            }
        }
    }
}
