import Foundation
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// What the word of a tenant's provider is worth: its tenant, and no proof.
@Suite struct ProvidedSessionTests {
    @Test func `a provider's word opens its own tenant, and proves nothing`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try ProviderTenant(
                at: platform, provider,
                [
                    "provisioning": "create", "emailDomains": ["example.com"],
                    "roleMappings": [["claim": "groups", "value": "admins", "role": "admin"]],
                ])
            // Somebody with a tenant of their own links an identity.
            let (email, name) = ("\(UUID().uuidString.lowercased())@example.com", UUID().uuidString.lowercased())
            let own: JSON = ["email": .string(email), "password": .string(Client.password), "tenant": .string(name)]
            #expect(try Client(url: platform.url).post("/api/v1/auth/register", own).status == 201)
            let invited = try tenant.admin.post(
                "/api/v1/invitations", ["email": .string(email), "roles": [["role": "viewer"]]])
            #expect(
                try Client(url: platform.url).post(
                    "/api/v1/invitations/accept",
                    ["token": invited.json["token"] ?? .null, "password": .string(Client.password)]
                ).status == 201)
            let credentials: JSON = [
                "email": .string(email), "password": .string(Client.password), "tenant": .string(tenant.id),
            ]
            let person = try tenant.client(Client(url: platform.url).post("/api/v1/auth/login", credentials))
            let claims: JSON = [
                "sub": "ada", "email": .string(email), "email_verified": true, "groups": ["admins"],
            ]
            #expect(try tenant.logIn(claims, linking: person).status == 200)

            let opened = try tenant.logIn(claims)
            let ada = try tenant.client(opened)
            #expect(try tenant.roles(of: ada) == ["admin", "viewer"])
            // Where else somebody is, is none of its business.
            func tenants(_ client: Client) throws -> (of: Set<String>, sessions: Set<String>) {
                let own = try client.get("/api/v1/tenants").json["items"]?.array ?? []
                let sessions = try client.get("/api/v1/auth/sessions").json["items"]?.array ?? []
                return (
                    Set(own.compactMap { $0["id"]?.string }), Set(sessions.compactMap { $0["tenant"]?["id"]?.string })
                )
            }
            let seen = try tenants(ada)
            #expect(seen.of == [tenant.id] && seen.sessions == [tenant.id], "\(seen)")
            let elsewhere: JSON = [
                "refreshToken": try opened.json["refreshToken"] ?? .null, "tenant": .string(name),
            ]
            let refused = try Client(url: platform.url).post("/api/v1/auth/switch", elsewhere)
            #expect(refused.status == 403 && refused.problem == "password_required")
            let key: JSON = ["name": "k", "scopes": ["runs:create"]]
            #expect(try ada.post("/api/v1/api-keys", key).problem == "step_up_required")
            #expect(
                try ada.post("/api/v1/auth/identities/company/link", ["redirectUri": "http://127.0.0.1:1/"]).problem
                    == "step_up_required")

            // With the password it is a session like any other.
            let proven = try ada.post("/api/v1/auth/step-up", ["current": .string(Client.password)])
            let proved = Client(url: platform.url, token: try proven.json["accessToken"]?.string)
            #expect(try proved.post("/api/v1/api-keys", key).status == 201)
            let all = try tenants(proved)
            #expect(all.of.count == 2 && all.sessions == all.of, "\(all)")
            #expect(try Client(url: platform.url).post("/api/v1/auth/switch", elsewhere).status == 200)
        }
    }

    @Test func `who may change providers, and not all else, links no e-mails`() throws {
        let provider = try PrivateIdentityProvider(.obedient)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            try tenant.permit([try #require(Permission("tenant:update"))])
            let some = Client(url: platform.url, token: try tenant.token(tenant.other))
            var body: JSONObject = [
                "issuer": .string(provider.issuer), "clientId": "c", "clientSecret": "plain-secret",
                "defaultRoles": [["role": "own"]],
            ]
            #expect(try some.put("/api/v1/identity-providers/x", .object(body)).status == 201)
            body["linking"] = "email"
            body["emailDomains"] = ["example.com"]
            let refused = try some.put("/api/v1/identity-providers/y", .object(body))
            #expect(refused.problem == "exceeds_own_permissions")
        }
    }
}
