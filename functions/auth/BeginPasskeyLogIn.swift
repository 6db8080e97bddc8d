internal import Accounts
internal import FunctionKit
internal import JSON

/// `POST /api/v1/auth/login/passkey/options` `{challenge?}` asks for a passkey that signs somebody in: see ``LogInWithPasskey``. With
/// the challenge of a login that was answered `mfa_required` one of whose password was right, else anybody's.
///
/// - 201: `{publicKey}`, for `navigator.credentials.get`.
/// - 401 `challenge_invalid`: of the login with the password. 404 `passkey_not_found`: they have none; send a code.
/// - 409 `passkeys_unavailable`.
struct BeginPasskeyLogIn: Endpoint {
    static let route = Route.post(
        "/api/v1/auth/login/passkey/options", access: .open, body: .optionalJSON(limit: credentialsLimit)
    ).shownOnce()

    static let operation = Operation(
        "Begin a login with a passkey", tag: "Accounts",
        "Says what the browser has a passkey sign: `navigator.credentials.get`. The answer goes to logInWithPasskey.",
        body: [
            .json(
                .object(
                    ["challenge": Schema.string("Of a login that was answered `mfa_required`.").orNull],
                    optional: ["challenge"], isClosed: true),
                examples: [.example("alone", "Without a password", [:])])
        ],
        answers: [.passkeyOptions], problems: [.challengeInvalid, .passkeyNotFound, .passkeysUnavailable])

    struct Body: Decodable {
        let challenge: String?
    }

    let accounts: AccountStore
    let passkeys: PasskeyStore

    func handle(_ request: Request) throws -> Response {
        let challenge = try request.jsonIfAny(Body.self)?.challenge
        return try Problem.readingPasskey {
            guard let challenge else { return .passkeyOptions(try passkeys.requestOptions(.logIn)) }
            guard let user = try accounts.user(ofChallenge: challenge) else { throw AccountError.challengeInvalid }
            return .passkeyOptions(try passkeys.requestOptions(.secondFactor, for: user))
        }
    }
}
