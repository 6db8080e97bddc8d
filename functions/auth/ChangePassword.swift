internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `PUT /api/v1/auth/password` puts another password in the place of the caller's, ends their other sessions, and
/// tells them by mail.
///
/// - 204: changed.
/// - 422 `wrong_password`: `current` is not the caller's password.
/// - 429 `too_many_attempts`: too many wrong passwords, here or at logins.
/// - 422 `invalid_password`: the rule that the new one breaks.
struct ChangePassword: Endpoint {
    static let route = Route.put("/api/v1/auth/password", access: .signedIn, body: .json(limit: credentialsLimit))

    static let operation = Operation(
        "Change the password", tag: "Accounts",
        "Puts another password in the place of the caller's, and ends their other sessions.",
        body: [
            .json(
                .object(["current": .string(), "password": .newPassword], isClosed: true),
                examples: [
                    .example(
                        "next", "Another password",
                        ["current": "correct horse battery", "password": "incorrect mule accumulator"])
                ])
        ],
        answers: [Answer(204, "Changed.")], problems: [.wrongPassword, .invalidPassword, .tooManyAttempts])

    struct Body: Decodable {
        let current: String
        let password: String
    }

    let accounts: AccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let caller = request.caller
        let ended = try request.proving {
            try accounts.changePassword(
                of: caller, from: body.current, to: body.password, from: request.origin
            ) { try request.record(.changePassword, AuditTarget(.user, "\(caller.user)")) }
        }
        request.lookAgainAfterCommit(live, ended: ended)
        return .empty(204)
    }
}
