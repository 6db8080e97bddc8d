internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/totp/remove` has logins ask for the password only.
///
/// - 204: removed, now or before.
/// - 422 `wrong_password`. 429 `too_many_attempts`.
struct RemoveSecondFactor: Endpoint {
    static let route = Route.post("/api/v1/auth/totp/remove", access: .signedIn, body: .json(limit: credentialsLimit))
        .shownOnce()

    static let operation = Operation(
        "Remove the second factor", tag: "Accounts", "Has logins ask for the password only.",
        body: [
            .json(
                .object(["current": .string("The password.")], isClosed: true),
                examples: [.example("ada", "With the password", ["current": "correct horse battery"])])
        ],
        answers: [Answer(204, "Removed, now or before.")],
        problems: [.wrongPassword, .tooManyAttempts])

    struct Body: Decodable {
        let current: String
    }

    let accounts: AccountStore
    let factors: SecondFactorStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        do {
            _ = try accounts.verify(body.current, of: request.caller, from: request.origin)
            try request.transaction {
                try factors.remove(for: request.caller.user)
                try request.record(.removeSecondFactor, AuditTarget(.user, "\(request.caller.user)"))
            }
            return .empty(204)
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
