import CallAuthentication
import JSON
import Testing

/// Policies from secrets: `{use: name}` (digest, section 9).
@Suite struct PolicyMembersTests {
    @Test(
        arguments: [
            (.basic, ["username": "u"], "the basic authentication has no `password`"),
            (.basic, "text", "the basic authentication is not an object"),
            (.digest, ["password": "s3cret"], "the digest authentication has no `username`"),
            (.bearer, ["token": 5], "`token` of the bearer authentication must be a string"),
            (.bearer, ["token": nil], "the bearer authentication has no `token`"),
            (.oauth2, ["authority": "https://a"], "the oauth2 authentication has no `grant`"),
            (.oauth2, ["grant": "password"], "the oauth2 authentication has no `authority`"),
            (.oauth2, ["grant": "client-credentials"], "`grant` of the oauth2 authentication must be one of `authoriz"),
            (
                .oidc, ["authority": "https://a", "grant": "password", "client": ["authentication": "s3cret"]],
                "`client.authentication` of the oidc authentication must be one of"
            ),
            (
                .oauth2, ["authority": "https://a", "grant": "password", "scopes": ["a", 1]],
                "`scopes` of the oauth2 authentication must be a list of strings"
            ),
            (
                .oauth2, ["authority": "https://a", "grant": "password", "subject": ["token": "s3cret"]],
                "the oauth2 authentication has no `subject.type`"
            ),
        ] as [(AuthenticationScheme, JSON, String)])
    func `errors name the member`(scheme: AuthenticationScheme, members: JSON, text: String) throws {
        let error = #expect(throws: AuthenticationError.self) {
            try ResolvedAuthentication(scheme: scheme, members: members)
        }
        #expect(error?.description.contains(text) == true)
        #expect(error?.description.contains("s3cret") == false)
    }

    @Test func `all members of OAuth 2 are read`() throws {
        let members: JSON = [
            "authority": ["uri": "https://login.example.com/realm"], "grant": "password",
            "client": ["id": "i", "secret": "s", "assertion": "a", "authentication": "private_key_jwt"],
            "endpoints": ["token": "/token"], "request": ["encoding": "application/json"], "issuers": ["https://i"],
            "scopes": ["a", "b"], "audiences": ["c"], "username": "u", "password": "p",
            "subject": ["token": "st", "type": "sy"], "actor": ["token": "at", "type": "ay"],
        ]
        guard case .oauth2(let settings) = try ResolvedAuthentication(scheme: .oauth2, members: members) else {
            throw NotOAuth2()
        }
        #expect(settings.authority == "https://login.example.com/realm")
        #expect(settings.grant == .password)
        #expect(settings.client?.id == "i")
        #expect(settings.client?.secret == "s")
        #expect(settings.client?.assertion == "a")
        #expect(settings.client?.authentication == .privateKeyJWT)
        #expect(settings.tokenEndpoint == "/token")
        #expect(settings.encoding == .json)
        #expect(settings.issuers == ["https://i"])
        #expect(settings.scopes == ["a", "b"])
        #expect(settings.audiences == ["c"])
        #expect(settings.username == "u")
        #expect(settings.password == "p")
        #expect(settings.subject?.type == "sy")
        #expect(settings.actor?.token == "at")
    }

    @Test func `what is not said is as the specification has it`() throws {
        let members: JSON = ["authority": "https://a", "grant": "client_credentials", "client": ["id": "i"]]
        guard case .oauth2(let settings) = try ResolvedAuthentication(scheme: .oauth2, members: members) else {
            throw NotOAuth2()
        }
        #expect(settings.tokenEndpoint == "/oauth2/token")
        #expect(settings.encoding == .form)
        #expect(settings.client?.authentication == .secretPost)
    }

    private struct NotOAuth2: Error {}
}
