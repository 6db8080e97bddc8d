import Foundation
import HTTPClient
import JSON
import TestServers
import Testing
import TextEncodings

/// Browsers whom an identity provider sends back to the platform itself.
@Suite struct ProviderBrowserTests {
    private static let settings = ["PUBLIC_URL": "https://platform.example.com/"]
    private static let ada: JSON = ["sub": "ada", "email": "ada@example.com", "email_verified": true]
    private static let rules: JSONObject = ["provisioning": "create", "emailDomains": ["example.com"]]

    private func begin(
        _ tenant: ProviderTenant, _ body: JSON = ["returnTo": "/docs?a=b"], transport: String? = "cookie"
    ) throws -> HTTPResponse {
        let headers = [("Content-Type", "application/json")] + (transport.map { [("Session-Transport", $0)] } ?? [])
        return try Client(url: tenant.url).send("POST", tenant.place, headers: headers, body: body.bytes)
    }

    private func cookies(_ answer: HTTPResponse) -> [String] {
        answer.headers.filter { $0.0.lowercased() == "set-cookie" }.map(\.1)
    }

    private func pair(_ cookie: String) -> String { String(cookie.prefix { $0 != ";" }) }

    /// The path and query to which the provider leads.
    private func comesBack(_ begun: JSON, _ tenant: ProviderTenant, _ claims: JSON) throws -> String {
        let location = try tenant.browser.logIn(
            at: begun["authorizationUrl"]?.string ?? "", [("claims", claims.text), ("fault", "")])
        let start = "https://platform.example.com" + tenant.place + "/callback?"
        #expect(location.hasPrefix(start), "\(location)")
        return String(location.dropFirst("https://platform.example.com".count))
    }

    private func finish(_ target: String, _ cookie: String?, _ tenant: ProviderTenant) throws -> HTTPResponse {
        try Client(url: tenant.url).send("GET", target, headers: cookie.map { [("Cookie", $0)] } ?? [])
    }

    @Test func `the browser that began a login comes back with a session in cookies, and no other one`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run(variables: Self.settings) { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let begun = try begin(tenant)
            #expect(try begun.status == 201 && begun.json["secret"] == nil, "\(begun.text)")
            let kept = try #require(cookies(begun).first)
            #expect(kept.hasPrefix("intelligentic-login="), "\(kept)")
            #expect(kept.hasSuffix("; Path=/; Max-Age=600; SameSite=Lax; HttpOnly"), "\(kept)")
            // What else a provider says is passed over.
            let target = try comesBack(begun.json, tenant, Self.ada) + "&session_state=x"
            let other = try #require(cookies(begin(tenant)).first)
            for cookie in [nil, pair(other), "intelligentic-login=x", pair(kept) + "; " + pair(other)] {
                let refused = try finish(target, cookie, tenant)
                #expect(refused.status == 401 && refused.problem == "provider_login_invalid", "\(refused.text)")
                #expect(cookies(refused).first?.hasPrefix("intelligentic-login=; Path=/; Max-Age=0") == true)
            }
            let done = try finish(target, pair(kept), tenant)
            #expect(done.status == 303 && done.header("Location") == "/docs?a=b", "\(done.text)")
            #expect(done.body.isEmpty && done.header("Cache-Control") == "no-store")
            let set = cookies(done)
            #expect(set.count == 4 && set[0].hasPrefix("intelligentic-login=;"), "\(set)")
            for cookie in set.dropFirst() { #expect(cookie.contains("SameSite=Strict"), "\(cookie)") }
            let session = set.dropFirst().map(pair).joined(separator: "; ")
            let me = try Client(url: tenant.url).send("GET", "/api/v1/auth/me", headers: [("Cookie", session)])
            #expect(try me.json["user"]?["email"] == "ada@example.com")
            #expect(try finish(target, pair(kept), tenant).problem == "provider_login_invalid")
            // Neither code nor state nor secret stands in a log.
            let code = try #require(ScriptedBrowser.parameters(of: target)["code"])
            for (name, text) in platform.logs {
                #expect(!text.contains(code) && !text.contains(pair(kept).dropFirst(20)), "\(name)")
            }
        }
    }

    @Test func `nobody is led to another host`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run(variables: Self.settings) { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            for page in [
                "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "evil", "/a b",
                "/a\tb", "/a#b",
                "javascript:alert(1)", "/" + String(repeating: "a", count: 256),
            ] {
                let refused = try begin(tenant, ["returnTo": .string(page)])
                #expect(refused.status == 422, "\(page): \(refused.text)")
            }
            #expect(try begin(tenant, [:]).problem == "return_to_invalid")
            // Without cookies somebody else takes the answer, who must say where.
            #expect(try begin(tenant, ["returnTo": "/docs"], transport: nil).problem == "redirect_uri_invalid")

            let begun = try begin(tenant)
            let secret = try #require(cookies(begun).first).dropFirst("intelligentic-login=".count).prefix { $0 != "." }
            let target = try comesBack(begun.json, tenant, Self.ada)
            for page in ["//evil.example", "https://evil.example", "/\\evil.example"] {
                let forged = "intelligentic-login=\(secret).\(Base64URL.encode(page.utf8))"
                let refused = try finish(target, forged, tenant)
                #expect(refused.problem == "provider_login_invalid" && refused.header("Location") == nil, "\(page)")
            }
        }
    }

    @Test func `a refusal says what to do, and a code is asked for first where one has to be`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run(variables: Self.settings) { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let callback = tenant.place + "/callback"
            let refused = try finish(callback + "?error=access_denied&error_description=no&state=x", nil, tenant)
            #expect(refused.problem == "provider_refused" && refused.text.contains("Begin the login again"))

            // Somebody with a second factor, who links an identity from their browser.
            let person = SecondFactorPerson(url: platform.url, email: "", client: tenant.admin)
            let (recovery, _) = try person.enabled()
            let linking = try tenant.admin.send(
                "POST", "/api/v1/auth/identities/company/link",
                headers: [("Content-Type", "application/json"), ("Session-Transport", "cookie")],
                body: JSON.object(["returnTo": "/docs"]).bytes)
            #expect(linking.status == 201, "\(linking.text)")
            let target = try comesBack(linking.json, tenant, ["sub": "admin"])
            let asked = try finish(target, pair(try #require(cookies(linking).first)), tenant)
            let location = asked.header("Location") ?? ""
            #expect(asked.status == 303 && location.hasPrefix("/docs#challenge="), "\(asked.text) \(location)")
            #expect(cookies(asked).count == 1)
            let challenge = String(location.dropFirst("/docs#challenge=".count))
            let completed = try Client(url: platform.url).post(
                "/api/v1/auth/login/totp", ["challenge": .string(challenge), "code": .string(recovery[0])])
            #expect(completed.status == 200, "\(completed.text)")
        }
    }

    @Test func `a platform that does not know its address takes no browser back`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run(variables: ["PUBLIC_URL": ""]) { (platform) throws in
            let tenant = try ProviderTenant(at: platform, provider, Self.rules)
            let refused = try begin(tenant)
            #expect(refused.problem == "redirect_uri_invalid" && refused.text.contains("PUBLIC_URL"), "\(refused.text)")
        }
    }
}
