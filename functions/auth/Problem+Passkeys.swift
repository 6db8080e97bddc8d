internal import Accounts
internal import FunctionKit
internal import JSON
internal import WebAuthn

extension Problem {
    static let passkeysUnavailable = Problem(
        409, "passkeys_unavailable",
        "This installation takes no passkeys: its operator gives it a public address with https and a name (PUBLIC_URL). Use the password."
    )
    static let passkeyChallengeInvalid = Problem(
        422, "passkey_challenge_invalid",
        "The challenge that the passkey signed is unknown, was used, is older than five minutes, or was made for something else. Ask for options again."
    )
    static let passkeyRefused = Problem(
        422, "passkey_refused",
        "The passkey is not known here, or its answer is not good. Where no password comes with it, its device must have asked for a PIN, finger or face, now and when it was registered. Use the password, or register it anew."
    )
    static let passkeyNotFound = Problem(
        404, "passkey_not_found", "You have no such passkey. GET /api/v1/auth/passkeys lists them.")
    static let passkeyExists = Problem(
        409, "passkey_exists", "This passkey is registered already. Use another device, or remove it first.")
    static let tooManyPasskeys = Problem(
        409, "too_many_passkeys",
        "You have \(PasskeyStore.passkeyLimit) passkeys, as many as you may. Remove one.")

    /// Reads what a browser answered, or looks at it: 422 `passkey_refused` says what is wrong with it.
    static func readingPasskey<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch let error as WebAuthnError {
            throw Problem.passkeyRefused.with(
                detail: "The passkey's answer is not good: \(error). Ask for options again.")
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
