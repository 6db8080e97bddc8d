import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What an identity provider, or somebody between it and the platform, cannot do.
@Suite struct ProviderRefusalTests {
    private static let ada: JSON = ["sub": "ada", "email": "ada@example.com", "email_verified": true]
    private static let rules: JSONObject = ["provisioning": "create", "emailDomains": ["example.com"]]

    /// Claims that make an ID token that proves nothing, with a word of the problem's detail.
    private static let tokens: [(claims: JSONObject, word: String)] = [
        (["nonce": "another"], "nonce"), (["nonce": nil], "nonce"), (["aud": "another"], "aud"),
        (["aud": ["intelligentic", "another"]], "azp"), (["azp": "another"], "azp"),
        (["iss": "http://127.0.0.1:1"], "iss"), (["exp": 1_700_000_000], "time"), (["exp": nil], "time"),
        (["iat": 4_000_000_000], "iat"), (["iat": 1_700_000_000], "older"), (["sub": ""], "sub"),
        (["sub": .string(String(repeating: "a", count: 256))], "sub"),
    ]

    private static let faults = [
        "none": "no key", "other key": "signature", "shared secret": "no key", "changed": "signature",
        "other iss": "issuer", "no iss": "issuer",
    ]

    @Test func `an ID token that does not prove who it is lets nobody in`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            for (claims, word) in Self.tokens {
                var all = Self.ada.object ?? [:]
                for (name, value) in claims { all[name] = value }
                let answer = try tenant.logIn(.object(all))
                let isRight = answer.problem == "provider_refused" && answer.text.contains(word)
                #expect(isRight, "\(claims): \(answer.text)")
            }
            for (fault, word) in Self.faults {
                let answer = try tenant.logIn(Self.ada, fault: fault)
                let isRight = answer.problem == "provider_refused" && answer.text.contains(word)
                #expect(isRight, "\(fault): \(answer.text)")
            }
            #expect(try tenant.logIn(Self.ada, fault: "down").problem == "provider_unavailable")
            let members = try tenant.admin.get("/api/v1/members").json["items"]?.array
            #expect(members?.count == 1)
            _ = try tenant.client(tenant.logIn(Self.ada))
        }
    }

    @Test func `an answer is good for the login that was begun, where it was begun, for who began it`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let other = try ProviderTenant(at: platform, provider, Self.rules)
            // Of another tenant.
            var answer = try tenant.answer(tenant.begin(), Self.ada)
            #expect(try tenant.complete(answer, at: other.place).problem == "provider_login_invalid")
            // Of another provider of the same tenant.
            #expect(
                try tenant.admin.put(
                    "/api/v1/identity-providers/other",
                    ["issuer": .string(provider.issuer), "clientId": "intelligentic", "clientSecret": "plain-secret"]
                ).status == 201)
            let elsewhere = "/api/v1/auth/oidc/\(tenant.id)/other"
            #expect(try tenant.complete(answer, at: elsewhere).problem == "provider_login_invalid")
            // Who sees the URL has no secret; who began another login has another one.
            var stolen = answer
            stolen["secret"] = try tenant.begin()["secret"]
            #expect(try tenant.complete(stolen).problem == "provider_login_invalid")
            stolen["secret"] = "none"
            #expect(try tenant.complete(stolen).problem == "provider_login_invalid")
            // None of these took it away from who began it.
            _ = try tenant.client(tenant.complete(answer))
            // A code that was asked for with another challenge.
            answer = try tenant.answer(tenant.begin(), Self.ada)
            let mine = try tenant.begin()
            answer["state"] = mine["state"]
            answer["secret"] = mine["secret"]
            #expect(try tenant.complete(answer).problem == "provider_refused")

            for uri in [
                "https://evil.example.com/", "http://127.0.0.1.evil.example.com:80/", "http://localhost:1/", "",
                "http://127.0.0.1:1/#x", "http://127.0.0.1:1@evil.example.com:80/", "javascript:alert(1)",
            ] {
                let begun = try Client(url: platform.url).post(tenant.place, ["redirectUri": .string(uri)])
                #expect(begun.problem == "redirect_uri_invalid", "\(uri)")
            }
        }
    }

    @Test func `a provider is reached where the tenant's policy lets it, and says what it is`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run(variables: ["OUTBOUND_ALLOW": "", "PUBLIC_URL": "https://platform.example.com/"]) {
            (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let body: JSON = ["redirectUri": "https://platform.example.com/logged-in"]
            let refused = try Client(url: platform.url).post(tenant.place, body)
            #expect(refused.problem == "provider_unavailable" && refused.text.contains("list of allowed"))
            #expect(
                try tenant.admin.put("/api/v1/tenant/policy", ["outboundAllow": ["127.0.0.1"], "processes": []]).status
                    == 200)
            #expect(try Client(url: platform.url).post(tenant.place, body).status == 201)
            // Its document is another issuer's (mix-up).
            #expect(try tenant.put(["issuer": .string(provider.issuer + "/evil")]).status == 200)
            let mixedUp = try Client(url: platform.url).post(tenant.place, body)
            #expect(mixedUp.problem == "provider_unavailable" && mixedUp.text.contains("issuer"), "\(mixedUp.text)")
        }
    }
}
