import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A tenant with an identity provider, and whoever logs in with it.
struct ProviderTenant {
    static let redirectURI = "http://127.0.0.1:53682/callback"

    let url: String
    let admin: Client
    let id: String
    let provider: PrivateIdentityProvider
    let browser = ScriptedBrowser()

    init(at platform: Platform, _ provider: PrivateIdentityProvider, _ rules: JSONObject = [:]) throws {
        url = platform.url
        self.provider = provider
        admin = try Client.registered(at: platform)
        id = try #require(try admin.get("/api/v1/auth/me").json["tenant"]?["id"]?.string)
        let answer = try put(rules)
        #expect(answer.status == 201, "\(answer.text)")
    }

    /// Puts the provider `company` with these rules.
    func put(_ rules: JSONObject) throws -> HTTPResponse {
        var body: JSONObject = [
            "issuer": .string(provider.issuer), "clientId": "intelligentic", "clientSecret": "plain-secret",
        ]
        for (name, value) in rules { body[name] = value }
        return try admin.put("/api/v1/identity-providers/company", .object(body))
    }

    var place: String { "/api/v1/auth/oidc/\(id)/company" }

    func begin(_ client: Client? = nil) throws -> JSON {
        let body: JSON = ["redirectUri": .string(Self.redirectURI)]
        let answer =
            try client.map { try $0.post("/api/v1/auth/identities/company/link", body) }
            ?? Client(url: url).post(place, body)
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.json
    }

    /// What the platform is told after the person has been at the provider.
    func answer(_ begun: JSON, _ claims: JSON, fault: String = "") throws -> JSON {
        let location = try browser.logIn(
            at: begun["authorizationUrl"]?.string ?? "", [("claims", claims.text), ("fault", fault)])
        #expect(location.hasPrefix(Self.redirectURI + "?"))
        let came = ScriptedBrowser.parameters(of: location)
        #expect(came["state"] == begun["state"]?.string)
        return [
            "code": JSON(came["code"]), "state": JSON(came["state"]), "secret": begun["secret"] ?? .null,
            "iss": JSON(came["iss"]),
        ]
    }

    func complete(_ answer: JSON, at other: String? = nil) throws -> HTTPResponse {
        try Client(url: url).post((other ?? place) + "/callback", answer)
    }

    /// A whole login.
    func logIn(_ claims: JSON, fault: String = "", linking client: Client? = nil) throws -> HTTPResponse {
        try complete(answer(begin(client), claims, fault: fault))
    }

    /// Somebody whom the provider has let in.
    func client(_ answer: HTTPResponse) throws -> Client {
        #expect(answer.status == 200, "\(answer.text)")
        return Client(url: url, token: try answer.json["accessToken"]?.string)
    }

    /// A new member with a password of their own.
    func member(_ role: String) throws -> Client {
        let email: JSON = .string("\(UUID().uuidString.lowercased())@example.com")
        let invited = try admin.post("/api/v1/invitations", ["email": email, "roles": [["role": .string(role)]]])
        let joined = try Client(url: url).post(
            "/api/v1/invitations/accept",
            ["token": invited.json["token"] ?? .null, "password": .string(Client.password)])
        #expect(joined.status == 201, "\(joined.text)")
        return Client(url: url, token: try joined.json["accessToken"]?.string)
    }

    /// The roles of a member, as `ROLE` or `ROLE@NAMESPACE`.
    func roles(of client: Client) throws -> [String] {
        let user = try client.get("/api/v1/auth/me").json["user"]?["id"]?.string ?? ""
        let member = try admin.get("/api/v1/members/\(user)").json
        return (member["roles"]?.array ?? []).map { entry in
            (entry["role"]?.string ?? "") + (entry["namespace"]?.string.map { "@\($0)" } ?? "")
        }.sorted()
    }
}
