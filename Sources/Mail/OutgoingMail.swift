internal import JSON

/// A message to a person, as what it says; the words are the sender's.
package enum OutgoingMail: Sendable, Hashable {
    /// Prove that this e-mail is yours. To an e-mail that somebody has already: somebody tried to register with it.
    case emailVerification(token: String)
    /// Choose a new password. To an e-mail that nobody has: nothing is sent.
    case passwordReset(token: String)
    /// Your password was changed, and your other sessions have ended.
    case passwordChanged

    /// In the table, and in logs.
    package var kind: String {
        switch self {
        case .emailVerification: "email-verification"
        case .passwordReset: "password-reset"
        case .passwordChanged: "password-changed"
        }
    }

    /// What the text is filled with.
    var parameters: JSON {
        switch self {
        case .emailVerification(let token), .passwordReset(let token): ["token": .string(token)]
        case .passwordChanged: [:]
        }
    }

    /// Nil: a newer version wrote it.
    init?(kind: String, parameters: JSON) {
        switch (kind, parameters["token"]?.string) {
        case ("email-verification", let token?): self = .emailVerification(token: token)
        case ("password-reset", let token?): self = .passwordReset(token: token)
        case ("password-changed", _): self = .passwordChanged
        default: return nil
        }
    }
}
