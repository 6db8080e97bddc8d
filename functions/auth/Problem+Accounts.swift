internal import Accounts
internal import FunctionKit
internal import JSON

extension Problem {
    static let invalidPassword = Problem(422, "invalid_password", "The password breaks a rule; see errors.")
    static let emailTaken = Problem(409, "email_taken", "Somebody has registered with this e-mail. Log in instead.")
    static let invalidCredentials = Problem(401, "invalid_credentials", "E-mail or password is wrong.")
    static let tooManyAttempts = tooManyAttempts(retryAfter: .seconds(1))
    static func tooManyAttempts(retryAfter wait: Duration) -> Problem {
        Problem(
            429, "too_many_attempts",
            "Too many wrong passwords came for this e-mail or from this address. Retry-After says when the next may be tried.",
            headers: [("Retry-After", "\(Int((wait / .seconds(1)).rounded(.up)))")])
    }
    static let mailedTokenInvalid = Problem(
        422, "mailed_token_invalid",
        "This token is unknown, used, or too old. Ask for another mail.",
        errors: [ProblemDetail(pointer: JSONPointer(tokens: ["token"]), message: "is not good any more")])
    static let secondFactorRequired = Problem(
        401, "mfa_required",
        "The password is right. Send `challenge` and a code of the authenticator to POST /api/v1/auth/login/totp, or with a passkey to POST /api/v1/auth/login/passkey/options."
    )
    static func secondFactorRequired(challenge: String) -> Problem {
        var problem = secondFactorRequired
        problem.challenge = challenge
        return problem
    }
    static let challengeInvalid = Problem(
        401, "challenge_invalid", "This challenge is unknown or too old. Log in with the password again.")
    static let wrongCode = Problem(
        422, "wrong_code", "The code is wrong, too old, or was used before.",
        errors: [ProblemDetail(pointer: JSONPointer(tokens: ["code"]), message: "is not good")])
    static let secondFactorExists = Problem(
        409, "second_factor_exists", "Logins ask for a code already. Remove that first.")
    static let wrongPassword = Problem(
        422, "wrong_password", "The current password is wrong. Who has forgotten it asks for a reset.",
        errors: [ProblemDetail(pointer: JSONPointer(tokens: ["current"]), message: "is not your password")])
    static let tenantRequired = Problem(
        422, "tenant_required", "Say which tenant you log in to: you are a member of several, or not of this one.")
    static let passwordRequired = Problem(
        403, "password_required",
        "Your session was opened by an identity provider, which is believed in its tenant only. Prove who you are (POST /api/v1/auth/step-up), or log in with your password."
    )
    static let refreshTokenInvalid = Problem(
        401, "refresh_token_invalid", "This refresh token is not good any more. Log in again.")
    static let refreshTokenMissing = Problem(
        401, "refresh_token_missing", "Send the refresh token as `refreshToken`, or come with its cookie.")
    static let sessionNotFound = Problem(
        404, "session_not_found", "No session of yours with this id goes on. GET /api/v1/auth/sessions lists them.")
    static let apiKeyEnded = Problem(
        401, "api_key_invalid", "This API key was revoked, or whose it is may not use it any more.")
    static let sessionEnded = Problem(401, "session_ended", "This session has ended. Log in again.")
}
