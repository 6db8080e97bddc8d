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
    func begin(_ name: String, redirectURI: String, user: UserID? = nil, in tenant: TenantID) throws -> Response {
        try Problem.explainingProviders {
            guard let provider = try providers.findForLogIn(name, in: tenant) else { throw Problem.providerNotFound }
            let metadata = try ProviderPlaces.hold { try issuer(of: provider, in: tenant).metadata() }
            let secret = LogInSecret()
            let logIn = ProviderLogIn(tenant: tenant, provider: name, redirectURI: redirectURI, user: user)
            let asked = AuthorizationRequest(
                client: OpenIDClient(id: provider.clientID, secret: nil), scopes: provider.rules.scopes,
                redirectURI: redirectURI, state: try logIns.begin(logIn, secret), secret: secret)
            return .json(
                [
                    "authorizationUrl": .string(asked.url(at: metadata)), "state": .string(asked.state),
                    "secret": .string(secret.text),
                    "expiresIn": JSON(Int(ProviderLogInStore.lifetime.components.seconds)),
                ], status: 201, headers: [("Cache-Control", "no-store")])
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
        .object([
            "authorizationUrl": .string("For the person's browser."),
            "state": .string("Comes back; another one is nobody's answer."),
            "secret": .string("Only who began the login knows it. It belongs into no URL."),
            "expiresIn": .count("Seconds until the login is good no more."),
        ]).named("ProviderLogIn"),
        headers: ["Cache-Control"],
        example: [
            "authorizationUrl": "https://login.example.com/authorize?response_type=code&…", "state": "p7Zk…",
            "secret": "Yc0q…", "expiresIn": 600,
        ])

    static let body = Schema.object(
        [
            "redirectUri": .string(
                "Where the provider's answer goes: a program on the person's machine (http://127.0.0.1:PORT/…), or a page of the platform.",
                length: 1...RedirectRule.lengthLimit)
        ], isClosed: true)

    static let example: JSON = ["redirectUri": "http://127.0.0.1:53682/callback"]
}
