internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/token`: a short access token for an API key, by the client credentials of OAuth 2.0 (RFC 6749, section 4.4).
/// The key's id is the `client_id` and the key itself the `client_secret`, in the body or in `Authorization: Basic`.
///
/// - 200: `{access_token, token_type, expires_in, scope}` (section 5.1).
/// - 400 or 401 `{error, error_description}` (section 5.2): `invalid_request`, `unsupported_grant_type`, `invalid_scope`;
///   `invalid_client`.
/// - 429 `too_many_attempts`: too many wrong credentials came from this address.
struct IssueToken: Endpoint {
    static let route = Route.post(
        "/api/v1/auth/token", access: .open,
        body: .types([TokenRequest.mediaType], limit: TokenRequest.bodyLimit))

    static let operation = Operation(
        "Get a token for an API key", tag: "API keys",
        """
        The client credentials of OAuth 2.0 (RFC 6749, section 4.4), for programs that have a client for that: a short access \
        token in place of the key in each request. `client_id` is the key's id and `client_secret` the key, in the body or in \
        `Authorization: Basic`. `scope` narrows what the token permits, to some of the key's scopes.
        """,
        body: [
            RequestContent(
                TokenRequest.mediaType,
                .string(
                    "`grant_type=client_credentials`, `client_id`, `client_secret` and `scope`, the last three optional."
                ),
                examples: [
                    .example(
                        "starter", "A token that may start runs",
                        """
                        grant_type=client_credentials&client_id=01890a5d-ac96-774b-bcce-b302099a8062&client_secret=ik_AYkK…\
                        &scope=runs%3Acreate
                        """)
                ])
        ],
        answers: [
            Answer(
                200, "The access token.",
                .object([
                    "access_token": .string("Goes with each request, as `Authorization: Bearer TOKEN`."),
                    "token_type": .choice(["Bearer"]), "expires_in": .count("Seconds until it runs out."),
                    "scope": .string("What it permits, with spaces between."),
                ]).named("ClientToken"), headers: ["Cache-Control"],
                example: [
                    "access_token": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl", "token_type": "Bearer",
                    "expires_in": 600, "scope": "runs:create",
                ]),
            refusal(400, "The request asks for something else.", TokenError.unsupportedGrantType),
            refusal(401, "The API key is wrong, revoked or too old.", TokenError.invalidClient(isInHeader: true)),
        ], problems: [.tooManyAttempts])

    private static func refusal(_ status: Int, _ description: String, _ error: TokenError) -> Answer {
        Answer(
            status, description, TokenError.schema, headers: ["Cache-Control"],
            example: ["error": .string(error.code), "error_description": .string(error.description)]
        ).or("application/problem+json", .anyObject("What is not HTTP as this path takes it."))
    }

    let accounts: AccountStore
    let sessions: SessionStore
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        do {
            return try token(for: TokenRequest(request), request)
        } catch let error as TokenError {
            return error.response
        } catch let error as AccountError {
            throw error.problem
        }
    }

    private func token(for asked: TokenRequest, _ request: Request) throws -> Response {
        let (tenant, id) = (asked.key.tenant, asked.key.key)
        let found = try accounts.clientTry(from: request.origin) { () throws -> SessionStore.KnownAPIKey? in
            guard let key = try sessions.apiKey(id, in: tenant) else { return nil }
            if asked.key.proves(key.secretHash) { return key }
            try request.transaction {
                let target = AuditTarget(.apiKey, "\(id)")
                try request.record(.issueTokenFailed, target, outcome: .failed, in: tenant)
            }
            return nil
        }
        guard let found, let standing = try sessions.standing(of: found.caller), standing.state == .active else {
            throw TokenError.invalidClient(isInHeader: asked.isInHeader)
        }
        let permitted = PermissionSet(Permission.all.filter(standing.grants.allowsSomewhere))
        let scope = asked.scope ?? permitted
        guard scope.isSubset(of: permitted) else { throw TokenError.invalidScope }
        let caller = Caller(
            user: found.caller.user, tenant: tenant, session: id, role: found.caller.role, callerClass: .automation,
            scope: asked.scope)
        let lifetime = min(TokenAnswer.accessTokenLifetime, found.expiresAt - .now)
        let text = try signer.sign(caller, expiresIn: lifetime)
        try request.transaction { try request.record(.issueToken, AuditTarget(.apiKey, "\(id)"), by: caller) }
        return .json(
            [
                "access_token": .string(text), "token_type": "Bearer",
                "expires_in": JSON(Int(lifetime.components.seconds)), "scope": .string(scope.description),
            ], headers: [("Cache-Control", "no-store"), ("Pragma", "no-cache")])
    }
}
