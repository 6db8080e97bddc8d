internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions
internal import WebAuthn

/// `POST /api/v1/auth/login/passkey` `{passkey, challenge?, tenant?}` opens a session: by a passkey alone, whose device has verified its
/// user, or after the password (`mfa_required`), whose challenge comes along.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `challenge_invalid`: of the login with the password.
/// - 409 `passkeys_unavailable`.
/// - 422 `passkey_refused`: unknown, or its answer is not good; which is not said. `passkey_challenge_invalid`. `tenant_required`: of a
///   member of several; the passkey's answer stays good. 429 `too_many_attempts`.
struct LogInWithPasskey: Endpoint {
    static let route = Route.post("/api/v1/auth/login/passkey", access: .open, body: .json(limit: Proof.bodyLimit))
        .openingSession()

    static let operation = Operation(
        "Log in with a passkey", tag: "Accounts",
        "Opens a session by a passkey alone, whose device has verified its user, or after the password.",
        body: [
            .json(
                .object(
                    [
                        "passkey": .passkeyAnswer("`toJSON()` of what `navigator.credentials.get` gave."),
                        "challenge": Schema.string("Of a login that was answered `mfa_required`.").orNull,
                        "tenant": Schema.string("Its id or its name, for a member of several.").orNull,
                    ], optional: ["challenge", "tenant"], isClosed: true),
                examples: [.example("alone", "Without a password", ["passkey": Schema.passkeyAnswerExample])])
        ],
        answers: [TokenAnswer.answer(200, "Tokens of the session.")],
        problems: [
            .challengeInvalid, .passkeyRefused, .passkeyChallengeInvalid, .passkeysUnavailable, .tenantRequired,
            .tooManyAttempts,
        ])

    struct Body: Decodable {
        let passkey: JSON
        let challenge: String?
        let tenant: String?
    }

    let accounts: AccountStore
    let passkeys: PasskeyStore
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let response = try Problem.readingPasskey { try AuthenticationResponse(body.passkey) }
        return try TokenAnswer.response(to: request, signer) {
            do {
                let signIn = try signIn(request, body, response)
                try? live.end(signIn.endedSessions)
                return signIn
            } catch AccountError.passkeyRefused(let user) {
                try request.recordFailure(of: user.map(accounts.memberships) ?? [])
                throw AccountError.passkeyRefused(user)
            } catch AccountError.passkeyCloned(let user) {
                try request.recordFailure(.passkeyCloned, of: accounts.memberships(of: user))
                throw AccountError.passkeyCloned(user)
            }
        }
    }

    private func signIn(_ request: Request, _ body: Body, _ response: AuthenticationResponse) throws -> SignIn {
        func record(_ signIn: SignIn, _ passkey: Passkey) throws {
            try request.record(
                .logIn, AuditTarget(.session, "\(signIn.session)"), by: signIn.caller,
                after: ["passkey": .string("\(passkey.id)")])
        }
        if let challenge = body.challenge {
            return try accounts.logIn(
                challenge: challenge, passkey: response, tenant: body.tenant, passkeys, from: request.origin,
                recording: record)
        }
        return try accounts.logIn(
            passkey: response, tenant: body.tenant, passkeys, from: request.origin, recording: record)
    }
}
