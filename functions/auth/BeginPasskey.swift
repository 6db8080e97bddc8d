internal import Accounts
internal import FunctionKit
internal import Identity

/// `POST /api/v1/auth/passkeys/options` asks for a new passkey of the caller: see ``AddPasskey``.
///
/// - 201: `{publicKey}`, for `navigator.credentials.create`.
/// - 409 `passkeys_unavailable`.
struct BeginPasskey: Endpoint {
    static let route = Route.post("/api/v1/auth/passkeys/options", access: .signedIn, body: .none)
        .withProof().shownOnce()

    static let operation = Operation(
        "Begin with a passkey", tag: "Accounts",
        "Says what the browser has an authenticator make: `navigator.credentials.create`. The answer goes to addPasskey.",
        answers: [.passkeyOptions], problems: [.passkeysUnavailable])

    let accounts: AccountStore
    let passkeys: PasskeyStore

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        return try Problem.readingPasskey {
            guard let email = try accounts.email(of: caller.user) else { throw Problem.sessionEnded }
            return .passkeyOptions(try passkeys.creationOptions(for: caller, named: email))
        }
    }
}
