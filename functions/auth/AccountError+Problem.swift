internal import Accounts
internal import FunctionKit
internal import JSON

extension AccountError {
    /// What the client reads.
    var problem: Problem {
        switch self {
        case .invalid(let violations):
            let onlyPassword = violations.allSatisfy { $0.field == .password }
            return Problem(
                422, onlyPassword ? Problem.invalidPassword.code : "invalid_body",
                violations.map { "\($0.field.rawValue) \($0.message)" }.joined(separator: "; ") + ".",
                errors: violations.map {
                    ProblemDetail(pointer: JSONPointer(tokens: [$0.field.rawValue]), message: $0.message)
                })
        case .emailTaken:
            return .emailTaken
        case .invalidCredentials:
            return .invalidCredentials
        case .tooManyAttempts(let wait):
            return .tooManyAttempts(retryAfter: wait)
        case .mailedTokenInvalid:
            return .mailedTokenInvalid
        case .secondFactorRequired(let challenge):
            return .secondFactorRequired(challenge: challenge)
        case .challengeInvalid:
            return .challengeInvalid
        case .wrongCode, .usedCode:
            return .wrongCode
        case .secondFactorExists:
            return .secondFactorExists
        case .wrongPassword:
            return .wrongPassword
        case .passwordRequired:
            return .passwordRequired
        case .tenantRequired(let tenants):
            let names = tenants.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
            return .tenantRequired
                .with(detail: "Say which tenant you log in to. You are a member of: \(names).")
                .with(errors: [
                    ProblemDetail(
                        pointer: JSONPointer(tokens: ["tenant"]), message: "must be the id or name of your tenant")
                ])
        case .refreshTokenInvalid:
            return .refreshTokenInvalid
        case .sessionEnded: return .sessionEnded
        case .passkeysUnavailable: return .passkeysUnavailable
        case .passkeyChallengeInvalid: return .passkeyChallengeInvalid
        case .passkeyRefused, .passkeyCloned: return .passkeyRefused
        case .passkeyExists: return .passkeyExists
        case .tooManyPasskeys: return .tooManyPasskeys
        case .passkeyNotFound: return .passkeyNotFound
        }
    }
}
