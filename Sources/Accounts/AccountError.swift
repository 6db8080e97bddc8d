package import Identity

/// Why a person is not let in.
package enum AccountError: Error, Sendable, Hashable {
    /// The registration breaks these rules.
    case invalid([Registration.Violation])
    /// Somebody registered with this e-mail.
    case emailTaken
    /// No such e-mail, or another password: which of them is not said.
    case invalidCredentials
    /// Too many wrong passwords came for this e-mail or from this address; the next may be tried then.
    case tooManyAttempts(retryAfter: Duration)
    /// The token of a mail is unknown, expired or used. Ask for another one.
    case mailedTokenInvalid
    /// E-mail and password are right, and a code is asked for besides.
    case secondFactorRequired(challenge: String)
    /// Unknown or expired, or the password was changed meanwhile: log in anew.
    case challengeInvalid
    /// Not the authenticator's code, not a recovery code, or too old.
    case wrongCode
    /// A right code, that was used before: somebody may have read it.
    case usedCode
    /// Logins ask for a code already.
    case secondFactorExists
    /// Not the present password of somebody who is signed in.
    case wrongPassword
    /// E-mail and password are right, and which tenant is meant is not clear; some that the user is a member of.
    case tenantRequired([Tenant])
    /// An identity provider alone says who it is, and is believed in its own tenant only.
    case passwordRequired
    /// Unknown, expired or used, or its session has ended. Log in again.
    case refreshTokenInvalid
    /// The session has ended meanwhile, or its user is gone.
    case sessionEnded
    /// The installation has no address that passkeys can be bound to.
    case passkeysUnavailable
    /// Made for something or somebody else, expired or used. Ask for another one.
    case passkeyChallengeInvalid
    /// Nobody's, or its signature is not good; whose it is, where that is known.
    case passkeyRefused(UserID?)
    /// Its signature is good, and one with a higher count came before: there are two of it.
    case passkeyCloned(UserID)
    /// Somebody has registered it.
    case passkeyExists
    /// The user has as many as they may.
    case tooManyPasskeys
    /// The user has none.
    case passkeyNotFound
}
