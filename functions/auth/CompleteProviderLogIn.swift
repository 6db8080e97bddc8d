internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON
internal import Mail
internal import Members
internal import OpenIDConnect
internal import Sessions

/// `POST /api/v1/auth/oidc/{tenant}/{provider}/callback` `{code, state, secret, iss?}` takes a provider's answer, and opens a session
/// for whom it names.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `provider_login_invalid`: begun elsewhere or by somebody else, answered before, or older than ten minutes.
///   `provider_refused`: the code or the ID token is not good. `identity_unknown`: no account is linked with it, and none becomes
///   it. `mfa_required`: as ``LogIn``.
/// - 409 `identity_taken`, `too_many_identities`: the link that was begun is none.
/// - 502 `provider_unavailable`. 503 `providers_busy`.
struct CompleteProviderLogIn: Endpoint {
    /// The most bytes of an answer: codes may be long.
    static let bodyLimit = 16 * 1_024

    static let route = Route.post(
        "/api/v1/auth/oidc/{tenant}/{provider}/callback", access: .open, body: .json(limit: bodyLimit)
    ).openingSession()

    static let operation = Operation(
        "Log in with an identity provider", tag: "Accounts",
        "Takes what came to the redirect URI, has the provider say who it is, and opens a session in the tenant.",
        path: [.providerTenant, .provider],
        body: [
            .json(
                .object(
                    [
                        "code": .string("As it came."), "state": .string("As it came."),
                        "secret": .string("Of the answer to beginProviderLogIn."),
                        "iss": Schema.string("As it came, if it did (RFC 9207).").orNull,
                    ], optional: ["iss"], isClosed: true),
                examples: [
                    .example(
                        "answer", "What came, with the secret",
                        ["code": "SplxlOBeZQQYbYS6WxSbIA", "state": "p7Zk…", "secret": "Yc0q…"])
                ])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the session.")],
        problems: [
            .providerLogInInvalid, .providerRefused, .providerNotFound, .unknownIdentity, .secondFactorRequired,
            .identityTaken,
            .tooManyIdentities, .providerUnavailable, .providersBusy,
        ])

    struct Body: Decodable {
        let code: String
        let state: String
        let secret: String
        let iss: String?
    }

    let conversation: ProviderConversation
    let admission: Admission
    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        guard let tenant = TenantID(request.path("tenant")), let secret = LogInSecret(body.secret) else {
            throw Problem.providerLogInInvalid
        }
        return try complete(request, body, secret, in: tenant) { signIn in
            try TokenAnswer.response(to: request, signer, signIn)
        }
    }

    /// Takes an answer of the provider that the path names.
    ///
    /// - Parameter answering: answers the client, and is given what opens the session.
    func complete(
        _ request: Request, _ body: Body, _ secret: LogInSecret, in tenant: TenantID,
        answering: (() throws -> SignIn) throws -> Response
    ) throws -> Response {
        try Problem.explainingProviders {
            // Before the login is taken, which is good once.
            try ProviderPlaces.hold { try take(request, body, secret, in: tenant, answering) }
        }
    }

    private func take(
        _ request: Request, _ body: Body, _ secret: LogInSecret, in tenant: TenantID,
        _ answering: (() throws -> SignIn) throws -> Response
    ) throws -> Response {
        let name = request.path("provider")
        let logIn = try conversation.logIns.take(body.state, secret, of: name, in: tenant)
        guard let provider = try conversation.providers.findForLogIn(name, in: tenant) else {
            throw Problem.providerNotFound
        }
        do {
            let token = try conversation.identity(body, logIn, secret, provider)
            return try answering { try signIn(request, token, logIn, provider) }
        } catch let error as OpenIDError where !error.isOutage {
            try recordFailure(request, provider, "\(error)", in: tenant)
            throw error
        } catch let error as IdentityProviderError {
            try recordFailure(request, provider, Problem(error).code, in: tenant)
            throw error
        }
    }

    private func signIn(
        _ request: Request, _ token: IDTokenClaims, _ logIn: ProviderLogIn, _ provider: IdentityProvider
    ) throws -> SignIn {
        // Takes long: before the transaction.
        let hash = admission.mayCreate(token, provider) ? try accounts.unknownPasswordHash() : nil
        var outcome: Admission.Outcome?
        defer {
            if let generation = outcome?.generation { try? live.changed(to: generation, in: logIn.tenant) }
        }
        let signIn = try accounts.logIn(to: logIn.tenant, from: request.origin) {
            let admitted =
                try logIn.user.map { user in
                    try admission.link(token, of: provider, with: user, in: logIn.tenant)
                } ?? admission.admit(token, of: provider, in: logIn.tenant, unknownHash: hash)
            outcome = admitted
            return admitted.user
        } recording: { account, signIn in
            if let outcome { try record(request, outcome, token, provider, account) }
            guard let signIn else { return }
            try request.record(
                .logIn, AuditTarget(.session, "\(signIn.session)"), by: signIn.caller,
                after: ["provider": .string(provider.name)])
        }
        try? live.end(signIn.endedSessions)
        return signIn
    }

    /// What is another now about the member, beside that they are logged in.
    private func record(
        _ request: Request, _ outcome: Admission.Outcome, _ token: IDTokenClaims, _ provider: IdentityProvider,
        _ account: Account
    ) throws {
        let (member, tenant) = (AuditTarget(.member, "\(account.user)"), account.tenant.id)
        if outcome.isNew {
            try request.record(
                .provisionMember, member, in: tenant,
                after: ["email": .string(account.email), "provider": .string(provider.name)])
        }
        if outcome.isLinked, !outcome.isNew {
            try accounts.tell(
                .identityLinked(provider: provider.name, tenant: account.tenant.name), toUser: account.user)
        }
        if outcome.isLinked {
            try request.record(
                .linkIdentity, AuditTarget(.user, "\(account.user)"), in: tenant,
                after: ["issuer": .string(provider.issuer), "subject": .string(token.subject)])
        }
        if let roles = outcome.roles {
            try request.record(
                .mapMemberRoles, member, in: tenant, before: .array(roles.before.map { .string($0.description) }),
                after: .array(roles.after.map { .string($0.description) }))
        }
    }

    private func recordFailure(
        _ request: Request, _ provider: IdentityProvider, _ reason: String, in tenant: TenantID
    ) throws {
        try request.transaction {
            try request.record(
                .logInFailed, AuditTarget(.identityProvider, provider.name), outcome: .failed, in: tenant,
                after: ["reason": .string(reason)])
        }
    }
}
