internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions
internal import Tenants

/// `POST /api/v1/auth/switch` `{refreshToken, tenant}` goes on in another tenant of the session's user, without a new login. The
/// session ends, and one in the other tenant takes its place.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `refresh_token_missing`: neither in the body nor in a cookie. 403 `csrf_invalid`, of a browser.
/// - 401 `refresh_token_invalid`: unknown, expired, of an ended session, or used before, which ends its session and those that went
///   on from it.
/// - 403 `password_required`: an identity provider opened the session, and nothing has proved since who it is.
/// - 422 `tenant_required`: not one tenant of the user; says which there are. The token is still good.
struct SwitchTenant: Endpoint {
    static let route = Route.post("/api/v1/auth/switch", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Switch to another tenant", tag: "Accounts",
        """
        Takes a refresh token and gives tokens for another tenant that its user is a member of, without a new login. The \
        session ends, and another one takes its place.
        """,
        body: [
            .json(
                .object(
                    [
                        "refreshToken": .string("Without it, the one of the browser's cookie."),
                        "tenant": .string("Its id or its name.", length: 1...TenantName.lengthLimit),
                    ], optional: ["refreshToken"], isClosed: true),
                examples: [
                    .example(
                        "next", "The token of the answer before", ["refreshToken": "3f0c…", "tenant": "Engines"])
                ])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the session in the other tenant.")],
        problems: [.refreshTokenInvalid, .refreshTokenMissing, .tenantRequired, .passwordRequired])

    struct Body: Decodable {
        /// Nil: the one of the browser's cookie.
        let refreshToken: String?
        /// Its id or its name.
        let tenant: String
    }

    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let token = try request.refreshToken(body.refreshToken)
        return try TokenAnswer.response(to: request, usesCookies: token.usesCookies, signer) {
            let signIn = try accounts.switchTenant(
                with: token.text, to: body.tenant, from: request.origin,
                recording: { signIn, left in
                    // Each tenant's log tells of its own session, and not of the other tenant.
                    try request.record(.switchTenant, AuditTarget(.session, "\(signIn.session)"), by: signIn.caller)
                    try request.record(
                        .switchTenant, AuditTarget(.session, "\(left.session)"), by: signIn.caller, in: left.tenant)
                },
                recordingReuse: { session, tenant in
                    let target = AuditTarget(.session, "\(session)")
                    try request.record(.refreshTokenReused, target, outcome: .failed, in: tenant)
                },
                ended: { session, tenant in try? live.end(session, in: tenant) })
            try? live.end(signIn.endedSessions)
            return signIn
        }
    }
}
