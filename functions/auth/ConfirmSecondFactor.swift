internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON

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
                headers: ["Cache-Control"], example: ["recoveryCodes": ["mfrggzdfmztwq2lk"]])
        ],
        problems: [.wrongCode, .secondFactorExists])

    struct Body: Decodable {
        let code: String
    }

    let factors: SecondFactorStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        do {
            let codes = try request.transaction {
                let codes = try factors.confirm(body.code, for: request.caller.user)
                try request.record(.confirmSecondFactor, AuditTarget(.user, "\(request.caller.user)"))
                return codes
            }
            return .json(
                ["recoveryCodes": .array(codes.map(JSON.string))], headers: [("Cache-Control", "no-store")])
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
