import CallAuthentication
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Access tokens of an authorization server of Authlib (digest, section 9).
@Suite struct OAuth2Tests {
    private static let secret = "a secret with & = + % and ü that is long enough for HS256"
    private static let tokenType = "urn:ietf:params:oauth:token-type:access_token"

    private let sender = AuthenticatedSender(client: HTTPClient())
    private let server: PrivateAuthorizationServer

    init() throws {
        server = try PrivateAuthorizationServer.shared()
    }

    private var resource: HTTPRequest {
        HTTPRequest(method: "POST", url: "\(server.url)/resource", body: Array("b".utf8))
    }

    private func settings(
        _ grant: OAuth2Settings.Grant = .clientCredentials, _ client: OAuth2Settings.Client? = nil
    ) -> OAuth2Settings {
        OAuth2Settings(
            authority: server.url, grant: grant,
            client: client ?? .init(id: "post", secret: Self.secret, authentication: .secretPost),
            scopes: [Identifier<OAuth2Tests>().description])
    }

    private func get(_ path: String, method: String = "GET") throws -> String {
        try HTTPClient().send(HTTPRequest(method: method, url: server.url + path)).text
    }

    private func tokenCount(_ settings: OAuth2Settings) throws -> String {
        try get("/tokens?scope=\(settings.scopes[0])")
    }

    @Test(arguments: [
        OAuth2Settings.Client(id: "basic", secret: "plain-secret", authentication: .secretBasic),
        .init(id: "post", secret: secret, authentication: .secretPost),
        .init(id: "hmac", secret: secret, authentication: .secretJWT),
        .init(id: "key", authentication: .privateKeyJWT),
        .init(id: "public", authentication: .none),
    ])
    func `digest 9: clients prove themselves in each way`(client: OAuth2Settings.Client) throws {
        var client = client
        if client.authentication == .privateKeyJWT { client.assertion = try get("/assertion") }
        let asked = settings(.clientCredentials, client)
        let answer = try sender.answer(resource, as: .oauth2(asked))
        #expect(answer.status == 200)
        #expect(answer.json?["client"]?.string == client.id)
        #expect(answer.json?["scope"]?.string == asked.scopes[0])
        #expect(answer.json?["body"] == "b")
    }

    @Test func `the owner's password`() throws {
        var asked = settings(.password)
        asked.username = "simba"
        asked.password = "pass word"
        #expect(try sender.answer(resource, as: .oauth2(asked)).json?["user"] == "simba")
        asked.password = "s3cret"
        let text = try sender.failure(resource, as: .oauth2(asked))
        #expect(text == "no token: \(server.url)/oauth2/token answered 400 (invalid_request)")
    }

    @Test func `a refresh token that counts once is replaced by the next one`() throws {
        var first = settings(.password)
        first.username = "nala"
        first.password = "pass word"
        let body = try HTTPClient().send(
            HTTPRequest(
                method: "POST", url: "\(server.url)/oauth2/token",
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array("client_id=public&grant_type=password&username=nala&password=pass+word&scope=r".utf8)))
        var asked = settings(.refreshToken, .init(id: "public", authentication: .none))
        asked.scopes = []
        asked.subject = .init(
            token: try #require(body.json?["refresh_token"]?.string),
            type: "urn:ietf:params:oauth:token-type:refresh_token")
        let tenant = TenantID()
        #expect(try sender.answer(resource, as: .oauth2(asked), for: tenant).json?["user"] == "nala")
        _ = try get("/revoke?scope=r", method: "POST")
        #expect(try sender.answer(resource, as: .oauth2(asked), for: tenant).json?["user"] == "nala")
    }

    @Test func `digest 9: a token is exchanged for another one`() throws {
        var asked = settings(.tokenExchange)
        asked.subject = .init(token: "subject", type: Self.tokenType)
        asked.actor = .init(token: "actor", type: "urn:example:type")
        asked.audiences = ["https://one", "two"]
        let user = try sender.answer(resource, as: .oauth2(asked)).json?["user"]?.string
        #expect(user == "subject, actor urn:example:type, https://one two")
    }

    @Test func `digest 9: OpenID Connect finds the endpoint, from the issuer and from the document's own URL`() throws {
        for authority in [server.url, server.url + "/", server.url + "/.well-known/openid-configuration"] {
            var asked = settings()
            asked.authority = authority
            asked.tokenEndpoint = "/not/used"
            #expect(try sender.answer(resource, as: .oidc(asked)).status == 200)
        }
    }

    @Test func `a token is shared by the calls of a tenant, and by no other tenant`() throws {
        let asked = settings()
        let (one, other) = (TenantID(), TenantID())
        let calls = (0..<20).map { _ in Call() }
        for call in calls { sender.send(resource, as: .oauth2(asked), for: one) { call.end($0) } }
        for call in calls { #expect(try call.result().get().status == 200) }
        _ = try sender.answer(resource, as: .oauth2(asked), for: one)
        #expect(try tokenCount(asked) == "1")
        _ = try sender.answer(resource, as: .oauth2(asked), for: other)
        #expect(try tokenCount(asked) == "2")
        var wrong = asked
        wrong.client?.secret = "guessed"
        #expect(try sender.failure(resource, as: .oauth2(wrong), for: one).contains("invalid_client"))
    }

    @Test func `a token that ended early is replaced once`() throws {
        let asked = settings()
        let tenant = TenantID()
        _ = try sender.answer(resource, as: .oauth2(asked), for: tenant)
        _ = try get("/revoke?scope=\(asked.scopes[0])", method: "POST")
        let answer = try sender.answer(resource, as: .oauth2(asked), for: tenant)
        #expect(answer.status == 200)
        #expect(answer.json?["body"] == "b")
        #expect(try tokenCount(asked) == "2")
    }
}
