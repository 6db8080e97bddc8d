internal import AccessTokens
internal import Accounts
internal import Audit
internal import Digests
internal import FunctionKit
internal import JSON
internal import Members
internal import Sessions

/// `POST /api/v1/invitations/accept` `{token, password}` makes somebody who was invited a member of the tenant and logs them in:
/// a user who is there already with their password, or a new one with the password that they choose.
///
/// - 201: tokens, see ``TokenAnswer``.
/// - 401 `invalid_credentials`: there is a user with the invited e-mail, who has another password; where e-mails are verified,
///   also somebody new, who registers first. `mfa_required`: they are a
///   member now; `challenge` and a code go to ``CompleteLogIn``. 429 `too_many_attempts`.
/// - 409 `already_member`: they have become a member in another way. `email_taken`: somebody has just registered with the e-mail.
/// - 422 `invitation_invalid`: the token is unknown, used or too old. `invalid_password`: a new user cannot have this one.
struct AcceptInvitation: Endpoint {
    static let route = Route.post("/api/v1/invitations/accept", access: .open, body: .json(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Accept an invitation", tag: "Accounts",
        """
        Makes somebody who was invited a member of the tenant and logs them in: a user who is there already with their \
        password, or a new one with the password that they choose. Where e-mails are verified, somebody new registers first. \(InvitationStore.failureLimit) wrong passwords make the \
        invitation void.
        """,
        body: [
            .json(
                .object(
                    [
                        "token": .string("As the invitation was answered with.", length: 64...64),
                        "password": .string(
                            "Of the user, or the one that a new user chooses.", length: 1...PasswordRule.longest),
                    ], isClosed: true),
                examples: [
                    .example(
                        "new", "A new user",
                        ["token": .string(exampleToken), "password": "correct horse battery"])
                ])
        ],
        answers: [TokenAnswer.answer(201, "Tokens of the first session in the tenant.")],
        problems: [
            .invalidCredentials, .alreadyMember, .emailTaken, .invitationInvalid, .invalidPassword,
            .secondFactorRequired, .tooManyAttempts,
        ])

    private static let exampleToken = "5f0c" + String(repeating: "a", count: 60)

    struct Body: Decodable {
        let token: String
        let password: String
    }

    let invitations: InvitationStore
    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner
    let verification: EmailVerification

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        guard let token = OneTimeToken(body.token), let invitation = try invitations.find(token) else {
            throw Problem.invitationInvalid
        }
        return try TokenAnswer.response(to: request, status: 201, signer) {
            do {
                let signIn = try accounts.join(
                    email: invitation.email, password: body.password, tenant: invitation.tenant, from: request.origin,
                    isProvingEmails: verification == .on
                ) { user in
                    try invitations.accept(invitation, token, by: user)
                } recording: { signIn in
                    let target = AuditTarget(.invitation, "\(invitation.id)")
                    try request.record(
                        .acceptInvitation, target, by: signIn?.caller, in: invitation.tenant,
                        after: ["email": .string(invitation.email)])
                }
                try? live.end(signIn.endedSessions)
                return signIn
            } catch AccountError.invalidCredentials {
                try invitations.fail(token)
                try request.recordFailure(of: accounts.memberships(ofEmail: invitation.email))
                throw AccountError.invalidCredentials
            } catch MembershipError.alreadyMember {
                throw Problem.alreadyMember
            } catch is MembershipError {
                throw Problem.invitationInvalid
            }
        }
    }
}

extension Problem {
    fileprivate static let invitationInvalid = Problem(
        422, "invitation_invalid", "This invitation is not good any more. Ask for another one.")
    fileprivate static let alreadyMember = Problem(
        409, "already_member", "You are a member of this tenant already. Log in instead.")
}
