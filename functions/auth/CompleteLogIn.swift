internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/login/totp` goes on with a login that was answered `mfa_required`.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `challenge_invalid`: older than five minutes, or the password was changed meanwhile.
/// - 422 `tenant_required`: of a member of several; challenge and code stay good.
/// - 422 `wrong_code`: not the authenticator's, not a recovery code, or used before. 429 `too_many_attempts`.
struct CompleteLogIn: Endpoint {
    static let route = Route.post("/api/v1/auth/login/totp", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Log in with a code", tag: "Accounts", "Goes on with a login that was answered `mfa_required`.",
        body: [
            .json(
                .object(
                    [
                        "challenge": .string(), "code": .string("Of the authenticator, or a recovery code."),
                        "tenant": Schema.string(
                            "Its id or its name, for a member of several who did not say it before."
                        ).orNull,
                    ], optional: ["tenant"], isClosed: true),
                examples: [.example("code", "What the authenticator shows", ["challenge": "3f0c…", "code": "123456"])])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the session.")],
        problems: [.challengeInvalid, .wrongCode, .tenantRequired, .tooManyAttempts])

    struct Body: Decodable {
        let challenge: String
        let code: String
        let tenant: String?
    }

    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner
    let factors: SecondFactorStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        return try TokenAnswer.response(to: request, signer) {
            do {
                let signIn = try accounts.logIn(
                    challenge: body.challenge, code: body.code, tenant: body.tenant, factors, from: request.origin
                ) { signIn in
                    try request.record(.logIn, AuditTarget(.session, "\(signIn.session)"), by: signIn.caller)
                }
                try? live.end(signIn.endedSessions)
                return signIn
            } catch AccountError.wrongCode {
                try request.recordFailure(of: accounts.memberships(ofChallenge: body.challenge))
                throw AccountError.wrongCode
            } catch AccountError.usedCode {
                try request.recordFailure(.codeReused, of: accounts.memberships(ofChallenge: body.challenge))
                throw AccountError.usedCode
            }
        }
    }
}
