internal import AccessTokens
internal import Accounts
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/register` makes a tenant and its first user, an admin, and logs them in.
///
/// - 201: tokens, see ``TokenAnswer``.
/// - 409 `email_taken`: somebody registered with this e-mail; upper and lower case are one.
/// - 422 `invalid_password`, `invalid_body`: the rules that are broken, all at once.
struct Register: Endpoint {
    static let route = Route.post("/api/v1/auth/register", access: .open, body: .json(limit: credentialsLimit))

    static let operation = Operation(
        "Register", tag: "Accounts", "Makes a tenant and its first user, an admin, and logs them in.",
        body: [
            .json(
                .object(
                    [
                        "email": .string(
                            "In letters of ASCII.", pattern: EmailAddress.pattern, length: 3...EmailAddress.lengthLimit),
                        "password": .newPassword,
                        "tenant": .string("The name of the new tenant.", length: 1...Registration.tenantNameLimit),
                    ], isClosed: true),
                examples: [
                    .example(
                        "ada", "A new tenant",
                        ["email": "ada@example.com", "password": "correct horse battery", "tenant": "Engines"])
                ])
        ],
        answers: [TokenAnswer.answer(201, "Tokens of the first session.")], problems: [.emailTaken, .invalidPassword])

    struct Body: Decodable {
        let email: String
        let password: String
        let tenant: String
    }

    let accounts: AccountStore
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        return try TokenAnswer.response(status: 201, signer) {
            try accounts.register(
                email: body.email, password: body.password, tenantName: body.tenant, from: request.origin)
        }
    }
}
