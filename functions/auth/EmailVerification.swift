internal import FunctionKit

/// Whether people who register must show first that their e-mail is theirs.
enum EmailVerification: String {
    case on, off

    /// Reads `EMAIL_VERIFICATION`: `on`, which holds where it is not set, or `off`.
    init(_ environment: Environment) throws(EnvironmentError) {
        guard let verification = Self(rawValue: environment["EMAIL_VERIFICATION"] ?? Self.on.rawValue) else {
            throw EnvironmentError(description: "EMAIL_VERIFICATION must be on or off")
        }
        self = verification
    }
}
