internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/verify-email` makes the tenant and the user of a registration, with the token that came by mail, and logs
/// them in.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 422 `mailed_token_invalid`: unknown, used, or older than a day.
struct VerifyEmail: Endpoint {
    static let route = Route.post("/api/v1/auth/verify-email", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Verify an e-mail", tag: "Accounts",
        "Makes the tenant and the user of a registration, with the token that came by mail, and logs them in.",
        body: [
            .json(
                .object(["token": .string()], isClosed: true),
                examples: [.example("mailed", "The token of the mail", ["token": "3f0c…"])])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the first session.")], problems: [.mailedTokenInvalid])

    struct Body: Decodable {
        let token: String
    }

    let accounts: AccountStore
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        return try TokenAnswer.response(to: request, signer) {
            try accounts.verifyEmail(body.token, from: request.origin) { signIn in
                try request.record(
                    .register, AuditTarget(.tenant, "\(signIn.account.tenant.id)"), by: signIn.caller)
            }
        }
    }
}
