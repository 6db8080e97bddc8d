import CallAuthentication
import HTTPClient
import Identity
import JSON
import TestServers
import Testing
import TextEncodings

/// What is sent to an authorization server, and what its answers are worth.
@Suite struct TokenRequestTests {
    private let sender = AuthenticatedSender(client: HTTPClient())

    /// Answers token requests with `token`, and everything else with what it was sent as authorization.
    private func server(_ token: ScriptedAnswer, discovery: JSON = nil) -> ScriptedServer {
        ScriptedServer { request in
            switch request.path {
            case "/oauth2/token", "/realm/token": token
            case "/.well-known/openid-configuration": .json(discovery)
            default: .text(request.header("Authorization") ?? "nobody")
            }
        }
    }

    private func settings(_ server: ScriptedServer) -> OAuth2Settings {
        OAuth2Settings(
            authority: server.url, grant: .clientCredentials,
            client: .init(id: "i", secret: "s3cret", authentication: .secretPost))
    }

    private func resource(_ server: ScriptedServer, timeout: Duration = .seconds(20)) -> HTTPRequest {
        HTTPRequest(method: "GET", url: "\(server.url)/resource", timeout: timeout)
    }

    @Test func `forms and JSON say the same`() throws {
        let server = server(.json(["access_token": "t"]))
        defer { server.stop() }
        var settings = settings(server)
        settings.authority += "/realm/"
        settings.tokenEndpoint = "token"
        settings.scopes = ["a b", "c"]
        settings.audiences = ["x", "y"]
        #expect(try sender.answer(resource(server), as: .oauth2(settings)).text == "Bearer t")
        settings.encoding = .json
        #expect(try sender.answer(resource(server), as: .oauth2(settings)).text == "Bearer t")
        let (form, json) = (server.requests[0], server.requests[2])
        #expect(form.method == "POST")
        #expect(form.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(
            form.text
                == "grant_type=client_credentials&scope=a+b+c&audience=x&audience=y&client_id=i&client_secret=s3cret")
        #expect(json.header("Content-Type") == "application/json")
        #expect(
            try JSON(parsing: json.body) == [
                "grant_type": "client_credentials", "scope": "a b c", "audience": ["x", "y"], "client_id": "i",
                "client_secret": "s3cret",
            ])
    }

    @Test(
        arguments: [
            (
                .json(["error": "invalid_client", "error_description": "s3cret"], status: 401),
                "answered 401 (invalid_client)"
            ),
            (.json(["error": "s3cret"], status: 400), "answered 400"),
            (.text("s3cret", status: 503), "answered 503"),
            (ScriptedAnswer(status: 302, headers: [("Location", "/other")]), "answered 302"),
            (.text("s3cret"), "it is no JSON object"),
            (.json(["token": "s3cret"]), "it has no `access_token`"),
            (.json(["access_token": "s3cret", "token_type": "DPoP"]), "its `token_type` is not Bearer"),
            (.json(["access_token": "s3cret\r\nX: y"]), "its `access_token` cannot stand in a header"),
            (ScriptedAnswer(body: Array(repeating: 32, count: 65_537)), "is larger than 65536 bytes"),
            (.dropped(), "no token from"),
        ] as [(ScriptedAnswer, String)])
    func `an answer without a token names the endpoint and no secret`(answer: ScriptedAnswer, reason: String) throws {
        let server = server(answer)
        defer { server.stop() }
        let text = try sender.failure(resource(server), as: .oauth2(settings(server)))
        #expect(text.contains("\(server.url)/oauth2/token"))
        #expect(text.contains(reason))
        #expect(!text.contains("s3cret"))
        #expect(!server.requests.contains { $0.path == "/resource" })
    }

    @Test func `an address with a password is not shown`() throws {
        let server = server(.text("no", status: 500))
        defer { server.stop() }
        var settings = settings(server)
        settings.tokenEndpoint = "http://user:s3cret@127.0.0.1:\(server.port)/oauth2/token?key=s3cret"
        let text = try sender.failure(resource(server), as: .oauth2(settings))
        #expect(text == "no token: http://127.0.0.1:\(server.port)/oauth2/token answered 500")
    }

    @Test func `what is missing is named before anything is sent`() throws {
        let server = server(.json(["access_token": "t"]))
        defer { server.stop() }
        let request = resource(server)
        func failure(_ change: (inout OAuth2Settings) -> Void) throws -> String {
            var settings = settings(server)
            change(&settings)
            return try sender.failure(request, as: .oauth2(settings))
        }
        #expect(try failure { $0.grant = .authorizationCode }.contains("needs a person with a browser"))
        #expect(try failure { $0.grant = .password }.contains("`username`"))
        #expect(try failure { $0.grant = .refreshToken }.contains("`subject.token`"))
        #expect(try failure { $0.grant = .tokenExchange }.contains("`subject`"))
        #expect(try failure { $0.client = .init(id: "i") }.contains("`client.secret`"))
        #expect(try failure { $0.client = .init(secret: "s", authentication: .secretBasic) }.contains("`client.id`"))
        #expect(
            try failure { $0.client = .init(id: "i", authentication: .privateKeyJWT) }.contains("`client.assertion`"))
        #expect(server.requests.isEmpty)
    }

    @Test func `a token that is a JWT comes from an issuer that counts`() throws {
        func token(_ claims: JSON) -> String { "e30.\(Base64URL.encode(claims.bytes)).c2ln" }
        for (value, isTaken) in [
            (token(["iss": "https://good"]), true), (token(["iss": "https://bad"]), false), (token([:]), false),
            ("opaque", true), ("a.b.c", true),
        ] {
            let server = server(.json(["access_token": .string(value)]))
            defer { server.stop() }
            var settings = settings(server)
            settings.issuers = ["https://other", "https://good"]
            if isTaken {
                #expect(try sender.answer(resource(server), as: .oauth2(settings)).text == "Bearer \(value)")
            } else {
                #expect(try sender.failure(resource(server), as: .oauth2(settings)).contains("not expected"))
            }
        }
    }

    @Test(
        arguments: [
            (["issuer": "https://other", "token_endpoint": "http://127.0.0.1/"], "for an issuer that is not expected"),
            (["token_endpoint": "http://127.0.0.1/"], "for an issuer that is not expected"),
            ([:], "with a `token_endpoint`"),
            (["issuer": "OWN", "token_endpoint": "ftp://127.0.0.1/"], "is no URL with https"),
        ] as [(JSON, String)])
    func `a discovery document that cannot be used`(document: JSON, reason: String) throws {
        let port = TestServers.freePort()
        var document = document
        if document["issuer"] == "OWN" { document["issuer"] = .string("http://127.0.0.1:\(port)") }
        let server = ScriptedServer([.json(document)], port: port)
        defer { server.stop() }
        let text = try sender.failure(resource(server), as: .oidc(settings(server)))
        #expect(text.contains("\(server.url)/.well-known/openid-configuration"))
        #expect(text.contains(reason))
    }

    @Test(arguments: [(1 as JSON, 2), ("600", 1), (600, 1), (nil, 1), (-5, 2), (0, 2), (1e300, 1)])
    func `a token is held while it lasts`(expiresIn: JSON, tokens: Int) throws {
        let server = server(.json(["access_token": "t", "expires_in": expiresIn]))
        defer { server.stop() }
        let tenant = TenantID()
        _ = try sender.answer(resource(server), as: .oauth2(settings(server)), for: tenant)
        // Half of its second is the margin.
        let stale = ContinuousClock.now + .milliseconds(510)
        if expiresIn == 1 { while ContinuousClock.now < stale { _ = try sender.answer(resource(server), as: .none) } }
        _ = try sender.answer(resource(server), as: .oauth2(settings(server)), for: tenant)
        #expect(server.requests.filter { $0.path == "/oauth2/token" }.count == tokens)
    }

    @Test func `a new token that is refused is not replaced, and a held one is once`() throws {
        let server = ScriptedServer { request in
            request.path == "/oauth2/token" ? .json(["access_token": "t"]) : .text("no", status: 401)
        }
        defer { server.stop() }
        let tenant = TenantID()
        for expected in [["/oauth2/token", "/resource"], ["/resource", "/oauth2/token", "/resource"]] {
            let before = server.requests.count
            #expect(try sender.answer(resource(server), as: .oauth2(settings(server)), for: tenant).status == 401)
            #expect(server.requests.dropFirst(before).map(\.path) == expected)
        }
    }

    @Test func `tokens of many settings are held, up to a limit for each tenant`() throws {
        let server = server(.json(["access_token": "t", "expires_in": 600]))
        defer { server.stop() }
        let tenant = TenantID()
        func call(_ number: Int) throws -> Int {
            var settings = settings(server)
            settings.scopes = ["\(number)"]
            let before = server.requests.count
            _ = try sender.answer(resource(server), as: .oauth2(settings), for: tenant)
            return server.requests.count - before
        }
        for number in 0..<100 { #expect(try call(number) == 2) }
        for number in 0..<100 { #expect(try call(number) == 1) }
        #expect(try call(100) == 2)
        #expect(try call(0) == 2)
        #expect(try call(100) == 1)
    }
}
