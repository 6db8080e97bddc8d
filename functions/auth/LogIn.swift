internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/login` opens a session.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `invalid_credentials`: e-mail or password is wrong; which one is not said, also not by the time it takes.
/// - 401 `mfa_required`: the password is right; `challenge` and a code go to ``CompleteLogIn``.
/// - 429 `too_many_attempts`: too many wrong passwords for this e-mail, which may be nobody's, or from this address.
/// - 422 `tenant_required`: the user is a member of several tenants, or not of this one; says which there are.
struct LogIn: Endpoint {
    static let route = Route.post("/api/v1/auth/login", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Log in", tag: "Accounts", "Opens a session. Which of e-mail and password is wrong is not said.",
        body: [
            .json(
                .object(
                    [
                        "email": .string(), "password": .string(),
                        "tenant": Schema.string("Its id or its name, for a member of several.").orNull,
                    ], optional: ["tenant"], isClosed: true),
                examples: [
                    .example(
                        "ada", "Somebody who registered before",
                        ["email": "ada@example.com", "password": "correct horse battery"])
                ])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the session.")],
        problems: [.invalidCredentials, .secondFactorRequired, .tenantRequired, .tooManyAttempts])

    struct Body: Decodable {
        let email: String
        let password: String
        /// Its id or its name.
        let tenant: String?
    }

    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        return try TokenAnswer.response(to: request, signer) {
            do {
                let signIn = try accounts.logIn(
                    email: body.email, password: body.password, tenant: body.tenant, from: request.origin
                ) { signIn in
                    try request.record(.logIn, AuditTarget(.session, "\(signIn.session)"), by: signIn.caller)
                }
                try? live.end(signIn.endedSessions)
                return signIn
            } catch AccountError.invalidCredentials {
                try request.recordFailure(of: accounts.memberships(ofEmail: body.email))
                throw AccountError.invalidCredentials
            }
        }
    }
}
