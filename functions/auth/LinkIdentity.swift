internal import FunctionKit
internal import Identity
internal import JSON

/// `POST /api/v1/auth/identities/{provider}/link` `{redirectUri}` begins to link the caller's account with an identity of one of their
/// tenant's providers.
///
/// - 201: as ``BeginProviderLogIn``; ``CompleteProviderLogIn`` links it, and opens a session.
/// - 404 `identity_provider_not_found`. 422 `redirect_uri_invalid`, `return_to_invalid`. 502 `provider_unavailable`. 503 `providers_busy`.
struct LinkIdentity: Endpoint {
    static let route = Route.post(
        "/api/v1/auth/identities/{provider}/link", access: .signedIn, body: .json(limit: credentialsLimit)
    ).withProof().shownOnce().openingSession()

    static let operation = Operation(
        "Link an identity", tag: "Accounts",
        "Begins a login with a provider that links whom it names with the caller's account, for this tenant.",
        path: [.provider],
        body: [
            .json(
                ProviderConversation.body,
                examples: [.example("program", "A program on the person's machine", ProviderConversation.example)])
        ],
        answers: [ProviderConversation.answer],
        problems: [.redirectInvalid, .returnInvalid, .providerNotFound, .providerUnavailable, .providersBusy]
            + SessionRestriction.allCases.map(Problem.restricted))

    let conversation: ProviderConversation

    func handle(_ request: Request) throws -> Response {
        // Else whoever guessed a password has a way in that lasts.
        if let restriction = request.caller.grants.restriction { throw Problem.restricted(restriction) }
        return try conversation.begin(request, user: request.caller.user, in: request.caller.tenant)
    }
}
