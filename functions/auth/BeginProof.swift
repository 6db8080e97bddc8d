internal import Accounts
internal import FunctionKit
internal import Identity

/// `POST /api/v1/auth/step-up/options` asks for a passkey of the caller that proves who they are: see ``StepUp``.
///
/// - 201: `{publicKey}`, for `navigator.credentials.get`.
/// - 404 `passkey_not_found`: the caller has none; the password proves it. 409 `passkeys_unavailable`.
struct BeginProof: Endpoint {
    static let route = Route.post("/api/v1/auth/step-up/options", access: .signedIn, body: .none).shownOnce()

    static let operation = Operation(
        "Begin a proof with a passkey", tag: "Accounts",
        "Says what the browser has a passkey of the caller sign. The answer goes to stepUp, or to what else takes a proof.",
        answers: [.passkeyOptions], problems: [.passkeyNotFound, .passkeysUnavailable])

    let passkeys: PasskeyStore

    func handle(_ request: Request) throws -> Response {
        try Problem.readingPasskey {
            .passkeyOptions(try passkeys.requestOptions(.proof, for: request.caller.user, in: request.caller.session))
        }
    }
}
