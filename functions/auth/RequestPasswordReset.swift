internal import Accounts
internal import FunctionKit
internal import JSON
internal import Mail

/// `POST /api/v1/auth/password-reset` sends mail with a token for ``ConfirmPasswordReset`` to an e-mail that somebody has.
///
/// - 202: asked for. The same, by the same work, for an e-mail that nobody has.
struct RequestPasswordReset: Endpoint {
    static let route = Route.post("/api/v1/auth/password-reset", access: .open, body: .json(limit: credentialsLimit))

    static let operation = Operation(
        "Ask for a new password", tag: "Accounts",
        "Sends mail with a token for confirmPasswordReset. Whether somebody has the e-mail is not said.",
        body: [
            .json(
                .object(["email": .string()], isClosed: true),
                examples: [.example("ada", "Somebody who forgot their password", ["email": "ada@example.com"])])
        ],
        answers: [MailSent.answer])

    struct Body: Decodable {
        let email: String
    }

    let accounts: AccountStore
    let mail: MailOutbox

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        try accounts.requestPasswordReset(body.email, through: mail)
        return MailSent.response
    }
}
