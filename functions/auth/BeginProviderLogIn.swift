internal import FunctionKit
internal import Identity
internal import JSON

/// `POST /api/v1/auth/oidc/{tenant}/{provider}` `{redirectUri}` begins a login with an identity provider of a tenant. A browser that wants
/// cookies says `{returnTo}` instead.
///
/// - 201: `{authorizationUrl, state, secret, expiresIn}`: see ``CompleteProviderLogIn``. With `returnTo` the secret is in a cookie:
///   see ``FinishProviderLogIn``.
/// - 404 `identity_provider_not_found`: no such tenant or provider.
/// - 422 `redirect_uri_invalid`, `return_to_invalid`.
/// - 502 `provider_unavailable`. 503 `providers_busy`.
struct BeginProviderLogIn: Endpoint {
    static let route = Route.post(
        "/api/v1/auth/oidc/{tenant}/{provider}", access: .open, body: .json(limit: credentialsLimit)
    ).openingSession()

    static let operation = Operation(
        "Begin a login with an identity provider", tag: "Accounts",
        "Says where the person's browser goes (OpenID Connect, authorization code with PKCE).",
        path: [.providerTenant, .provider],
        body: [
            .json(
                ProviderConversation.body,
                examples: [.example("program", "A program on the person's machine", ProviderConversation.example)])
        ],
        answers: [ProviderConversation.answer],
        problems: [.redirectInvalid, .returnInvalid, .providerNotFound, .providerUnavailable, .providersBusy])

    let conversation: ProviderConversation

    func handle(_ request: Request) throws -> Response {
        try conversation.begin(request, in: TenantID(request.path("tenant")))
    }
}
