internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Mail
internal import Sessions

/// `POST /api/v1/auth/totp/confirm` has logins ask for a code from now on, since the authenticator shows the right one.
///
/// - 200: `{recoveryCodes}`, each good once in place of a code; nobody is shown them again.
/// - 409 `second_factor_exists`: done before.
/// - 422 `wrong_code`.
struct ConfirmSecondFactor: Endpoint {
    static let route = Route.post("/api/v1/auth/totp/confirm", access: .signedIn, body: .json(limit: credentialsLimit))
        .shownOnce()

    static let operation = Operation(
        "Confirm a second factor", tag: "Accounts", "Has logins ask for a code from now on.",
        body: [
            .json(
                .object(["code": .string()], isClosed: true),
                examples: [.example("code", "What the authenticator shows", ["code": "123456"])])
        ],
        answers: [
            FunctionKit.Answer(
                200, "Logins ask for a code now.",
                .object(["recoveryCodes": .array(of: .string("Good once in place of a code."))]),
                headers: ["Cache-Control"], example: ["recoveryCodes": ["mfrg-gzdf-mztw-q2lk-nbsw-y3dp"]])
        ],
        problems: [.wrongCode, .secondFactorExists])

    struct Body: Decodable {
        let code: String
    }

    let accounts: AccountStore
    let factors: SecondFactorStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let caller = request.caller
        do {
            let codes = try request.transaction {
                let codes = try factors.confirm(body.code, for: caller.user)
                try accounts.lift(.secondFactor, of: caller)
                try accounts.tell(.secondFactorOn, toUser: caller.user)
                try request.record(.confirmSecondFactor, AuditTarget(.user, "\(caller.user)"))
                return codes
            }
            request.lookAgainAfterCommit(live)
            return .json(
                ["recoveryCodes": .array(codes.map(JSON.string))], headers: [("Cache-Control", "no-store")])
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
