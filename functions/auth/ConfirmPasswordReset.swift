internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/password-reset/confirm` puts a new password in the place of a forgotten one, and ends all sessions.
///
/// - 204: changed. Log in with it.
/// - 422 `mailed_token_invalid`: unknown, used, or older than an hour.
/// - 422 `invalid_password`: the rule that the password breaks; the token stays good.
struct ConfirmPasswordReset: Endpoint {
    static let route = Route.post(
        "/api/v1/auth/password-reset/confirm", access: .open, body: .json(limit: credentialsLimit))

    static let operation = Operation(
        "Choose a new password", tag: "Accounts",
        "Puts a new password in the place of a forgotten one, with the token that came by mail, and ends all sessions.",
        body: [
            .json(
                .object(["token": .string(), "password": .newPassword], isClosed: true),
                examples: [
                    .example(
                        "mailed", "The token of the mail",
                        ["token": "3f0c…", "password": "incorrect mule accumulator"])
                ])
        ],
        answers: [Answer(204, "Changed.")], problems: [.mailedTokenInvalid, .invalidPassword])

    struct Body: Decodable {
        let token: String
        let password: String
    }

    let accounts: AccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        do {
            let ended = try accounts.resetPassword(body.token, to: body.password) { email in
                for account in try accounts.memberships(ofEmail: email) {
                    let target = AuditTarget(.user, "\(account.user)")
                    try request.record(.resetPassword, target, in: account.tenant.id)
                }
            }
            // Without Redis the ends are known everywhere within LiveSessions.memory.
            request.afterCommit { try? live.end(ended) }
            return .empty(204)
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
