internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Mail
internal import Sessions
internal import Tenants

/// `POST /api/v1/auth/register` makes a tenant and its first user, an admin.
///
/// - 201: they are logged in: tokens, see ``TokenAnswer``. Where e-mails are not verified.
/// - 202: mail is on its way with a token for ``VerifyEmail``. The same for an e-mail that somebody has.
/// - 409 `email_taken`: somebody registered with this e-mail; upper and lower case are one. Where e-mails are not verified.
/// - 422 `invalid_password`, `invalid_body`: the rules that are broken, all at once.
struct Register: Endpoint {
    static let route = Route.post("/api/v1/auth/register", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Register", tag: "Accounts",
        "Makes a tenant and its first user, an admin, and logs them in; or sends them mail first, with a token for verifyEmail.",
        body: [
            .json(
                .object(
                    [
                        "email": .string(
                            "In letters of ASCII.", pattern: EmailAddress.pattern, length: 3...EmailAddress.lengthLimit),
                        "password": .newPassword,
                        "tenant": .string("The name of the new tenant.", length: 1...TenantName.lengthLimit),
                    ], isClosed: true),
                examples: [
                    .example(
                        "ada", "A new tenant",
                        ["email": "ada@example.com", "password": "correct horse battery", "tenant": "Engines"])
                ])
        ],
        answers: [
            TokenAnswer.answer(201, "Tokens of the first session. Where e-mails are not verified."), MailSent.answer,
        ], problems: [.emailTaken, .invalidPassword])

    struct Body: Decodable {
        let email: String
        let password: String
        let tenant: String
    }

    let accounts: AccountStore
    let signer: AccessTokenSigner
    let verification: EmailVerification
    let mail: MailOutbox

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        if verification == .on {
            do {
                try accounts.requestRegistration(
                    email: body.email, password: body.password, tenantName: body.tenant, through: mail)
                return MailSent.response
            } catch let error as AccountError {
                throw error.problem
            }
        }
        return try TokenAnswer.response(to: request, status: 201, signer) {
            try accounts.register(
                email: body.email, password: body.password, tenantName: body.tenant, from: request.origin
            ) { signIn in
                let target = AuditTarget(.tenant, "\(signIn.account.tenant.id)")
                try request.record(.register, target, by: signIn.caller)
            }
        }
    }
}
