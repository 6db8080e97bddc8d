internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON
internal import WebAuthn

/// Looks whether somebody who is signed in has proved that it is they.
struct ProofCheck {
    let accounts: AccountStore
    let factors: SecondFactorStore
    let passkeys: PasskeyStore

    /// What ``email(proving:by:)`` may answer.
    static let problems: [Problem] = [
        .wrongPassword, .wrongCode, .passkeyRefused, .passkeyChallengeInvalid, .passkeysUnavailable, .tooManyAttempts,
    ]

    /// - Returns: the caller's e-mail.
    /// - Throws: `AccountError`, a ``Problem``, `DatabaseError`, `EncryptionError`.
    func email(proving request: Request, by proof: Proof) throws -> String {
        if let passkey = proof.passkey {
            return try accounts.prove(
                passkey: Problem.readingPasskey { try AuthenticationResponse(passkey) }, proof.current,
                of: request.caller, passkeys, from: request.origin)
        }
        guard let password = proof.current else {
            throw Problem.invalidBody([
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["current"]),
                    message: "is missing; expected the password, or `passkey`")
            ])
        }
        return try accounts.prove(password, code: proof.code, of: request.caller, factors, from: request.origin)
    }
}
