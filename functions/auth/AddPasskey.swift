internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Mail
internal import Sessions
internal import WebAuthn

/// `POST /api/v1/auth/passkeys` `{name, credential}` keeps a passkey of the caller, which signs them in from now on. Logins with the
/// password ask for a second factor then: a passkey, a code, or a recovery code.
///
/// - 201: the passkey, with `recoveryCodes` where it is the caller's first second factor; nobody is shown them again.
/// - 403 `password_change_required`: the password is one that is tried first.
/// - 409 `passkey_exists`, `too_many_passkeys`, `passkeys_unavailable`.
/// - 422 `passkey_refused`: the answer is not good, and why. `passkey_challenge_invalid`.
struct AddPasskey: Endpoint {
    /// The most bytes of what a browser sends.
    static let bodyLimit = 16 * 1_024
    /// Characters of a name.
    static let nameLimit = 100

    static let route = Route.post("/api/v1/auth/passkeys", access: .signedIn, body: .json(limit: bodyLimit))
        .withProof().shownOnce()

    static let operation = Operation(
        "Add a passkey", tag: "Accounts",
        "Keeps a passkey, with which the caller signs in from now on. Logins with the password ask for it, or for another second factor.",
        body: [
            .json(
                .object(
                    ["name": .string("To know it again.", length: 1...nameLimit), "credential": .newPasskey],
                    isClosed: true),
                examples: [
                    .example(
                        "laptop", "What the browser gave",
                        [
                            "name": "Ada's laptop",
                            "credential": [
                                "id": "KEDetxZcUfinhVi6Za5nZQ", "type": "public-key",
                                "response": ["clientDataJSON": "eyJ0eXBl…", "attestationObject": "o2NmbXRk…"],
                            ],
                        ])
                ])
        ],
        answers: [
            FunctionKit.Answer(
                201, "Added.",
                .all(
                    Passkey.schema,
                    .object(
                        ["recoveryCodes": .array(of: .string("Good once in place of a code or a passkey."))],
                        optional: ["recoveryCodes"])),
                headers: ["Cache-Control"], example: Passkey.example)
        ],
        problems: [
            .restricted(.password), .passkeyExists, .tooManyPasskeys, .passkeysUnavailable, .passkeyRefused,
            .passkeyChallengeInvalid,
        ])

    struct Body: Decodable {
        let name: String
        let credential: JSON
    }

    let accounts: AccountStore
    let passkeys: PasskeyStore
    let factors: SecondFactorStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        // Else whoever guessed a password has a way in that lasts.
        if caller.grants.restriction == .password { throw Problem.restricted(.password) }
        let body = try request.json(Body.self)
        guard ChosenName.isValid(body.name, upTo: Self.nameLimit) else {
            throw Problem.invalidBody([
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["name"]), message: ChosenName.expectation(upTo: Self.nameLimit))
            ])
        }
        return try Problem.readingPasskey {
            let record = try passkeys.register(RegistrationResponse(body.credential), for: caller)
            let added = try request.transaction {
                let added = try accounts.addPasskey(record, named: body.name, of: caller, passkeys, factors)
                try request.record(
                    .addPasskey, AuditTarget(.user, "\(caller.user)"),
                    after: ["id": .string("\(added.passkey.id)"), "name": .string(body.name)])
                return added
            }
            request.lookAgainAfterCommit(live)
            var answer = added.passkey.json
            if !added.recoveryCodes.isEmpty { answer["recoveryCodes"] = .array(added.recoveryCodes.map(JSON.string)) }
            return .json(answer, status: 201, headers: [("Cache-Control", "no-store")])
        }
    }
}
