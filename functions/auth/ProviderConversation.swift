internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON
internal import OpenIDConnect
internal import Policies

/// What is said to a provider, and what it answers: the part that logins and links have in common.
struct ProviderConversation {
    let providers: IdentityProviderStore
    let logIns: ProviderLogInStore
    let policies: PolicyStore
    let redirects: RedirectRule

    /// Begins a login.
    ///
    /// - Parameter user: who links the identity with themselves; nil: somebody logs in.
    /// - Throws: a ``Problem``, `DatabaseError`, `EncryptionError`.
    func begin(_ request: Request, user: UserID? = nil, in tenant: TenantID?) throws -> Response {
        let (name, body) = (request.path("provider"), try request.json(Body.self))
        // Without a place of its own a browser comes back to the platform.
        let page = try body.redirectUri == nil && request.browser.isWanted ? body.page() : nil
        if page == nil { try redirects.check(body.redirectUri ?? "") }
        guard let tenant else { throw Problem.providerNotFound }
        let redirectURI = try page == nil ? body.redirectUri ?? "" : redirects.callback(of: name, in: tenant)
        return try Problem.explainingProviders {
            guard let provider = try providers.findForLogIn(name, in: tenant) else { throw Problem.providerNotFound }
            let metadata = try ProviderPlaces.hold { try issuer(of: provider, in: tenant).metadata() }
            let secret = LogInSecret()
            let logIn = ProviderLogIn(tenant: tenant, provider: name, redirectURI: redirectURI, user: user)
            let asked = AuthorizationRequest(
                client: OpenIDClient(id: provider.clientID, secret: nil), scopes: provider.rules.scopes,
                redirectURI: redirectURI, state: try logIns.begin(logIn, secret), secret: secret)
            var answer: JSON = [
                "authorizationUrl": .string(asked.url(at: metadata)), "state": .string(asked.state),
                "expiresIn": JSON(Int(ProviderLogInStore.lifetime.components.seconds)),
            ]
            var headers = [("Cache-Control", "no-store")]
            if let page {
                let kept = BrowserLogIn(secret, to: page).text
                headers.append(request.browser.keepingLogIn(kept, for: ProviderLogInStore.lifetime))
            } else {
                answer["secret"] = .string(secret.text)
            }
            return .json(answer, status: 201, headers: headers)
        }
    }

    private struct Body: Decodable {
        let redirectUri: String?
        let returnTo: String?

        func page() throws(Problem) -> BrowserLogIn.Page {
            guard let page = returnTo.flatMap(BrowserLogIn.Page.init) else { throw .returnInvalid }
            return page
        }
    }

    /// Takes a login's answer, and has the provider say who it is.
    ///
    /// - Throws: a ``Problem``, ``IdentityProviderError``, ``OpenIDError``, `DatabaseError`, `EncryptionError`.
    func identity(
        _ body: CompleteProviderLogIn.Body, _ logIn: ProviderLogIn, _ secret: LogInSecret, _ provider: IdentityProvider
    ) throws -> IDTokenClaims {
        let client = OpenIDClient(
            id: provider.clientID, secret: try providers.secret(of: provider, in: logIn.tenant))
        let issuer = try issuer(of: provider, in: logIn.tenant)
        let metadata = try issuer.metadata()
        // Else the code may be another provider's, which must not learn it (RFC 9207, section 2.4).
        guard body.iss.map({ $0 == provider.issuer }) ?? !metadata.namesIssuer else {
            throw OpenIDError.idToken("the answer to the login does not come from this issuer")
        }
        let asked = AuthorizationRequest(
            client: client, scopes: provider.rules.scopes, redirectURI: logIn.redirectURI, state: body.state,
            secret: secret)
        return try issuer.identity(for: body.code, to: asked, metadata, needed: provider.rules.claims)
    }

    private func issuer(of provider: IdentityProvider, in tenant: TenantID) throws -> OpenIDProvider {
        OpenIDProvider(
            provider.issuer, http: ProviderPlaces.http, rule: try policies.policy(of: tenant).outboundRule)
    }

    static let answer = Answer(
        201, "Where the person goes. What comes back to the redirect URI goes to completeProviderLogIn, with `secret`.",
        .object(
            [
                "authorizationUrl": .string("For the person's browser."),
                "state": .string("Comes back; another one is nobody's answer."),
                "secret": .string(
                    "Only who began the login knows it. It belongs into no URL. Of a browser it is in a cookie."),
                "expiresIn": .count("Seconds until the login is good no more."),
            ], optional: ["secret"]
        ).named("ProviderLogIn"),
        headers: ["Cache-Control"],
        example: [
            "authorizationUrl": "https://login.example.com/authorize?response_type=code&…", "state": "p7Zk…",
            "secret": "Yc0q…", "expiresIn": 600,
        ])

    static let body = Schema.object(
        [
            "redirectUri": Schema.string(
                """
                Where the provider's answer goes: a program on the person's machine (http://127.0.0.1:PORT/…), or a page of the \
                platform. A browser that wants cookies may leave it out: then finishProviderLogIn takes the answer.
                """, length: 1...RedirectRule.lengthLimit
            ).orNull,
            "returnTo": Schema.string(
                "Without `redirectUri`: the page of the platform that the browser goes to at the end, as a path such as /docs.",
                length: 1...BrowserLogIn.Page.lengthLimit
            ).orNull,
        ], optional: ["redirectUri", "returnTo"], isClosed: true)

    static let example: JSON = ["redirectUri": "http://127.0.0.1:53682/callback"]
}
