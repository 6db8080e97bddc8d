internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/verify-email` makes the tenant and the user of a registration, with the token that came by mail, and logs
/// them in. The password of the registration is asked for: a stranger who registered another one's e-mail gets nothing from their
/// click.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `invalid_credentials`: another password; the token stays good. 429 `too_many_attempts`.
/// - 422 `mailed_token_invalid`: unknown, used, or older than a day.
struct VerifyEmail: Endpoint {
    static let route = Route.post("/api/v1/auth/verify-email", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Verify an e-mail", tag: "Accounts",
        "Makes the tenant and the user of a registration, with its password and the token that came by mail, and logs them in.",
        body: [
            .json(
                .object(
                    ["token": .string(), "password": .string("The one of the registration.")], isClosed: true),
                examples: [
                    .example(
                        "mailed", "The token of the mail", ["token": "3f0c…", "password": "correct horse battery"])
                ])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the first session.")],
        problems: [.mailedTokenInvalid, .invalidCredentials, .tooManyAttempts])

    struct Body: Decodable {
        let token: String
        let password: String
    }

    let accounts: AccountStore
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        return try TokenAnswer.response(to: request, signer) {
            do {
                return try accounts.verifyEmail(body.token, password: body.password, from: request.origin) { signIn in
                    try request.record(
                        .register, AuditTarget(.tenant, "\(signIn.account.tenant.id)"), by: signIn.caller)
                }
            } catch AccountError.invalidCredentials {
                try request.recordFailure(of: [])
                throw AccountError.invalidCredentials
            }
        }
    }
}
