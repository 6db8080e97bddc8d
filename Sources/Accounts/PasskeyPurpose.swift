internal import Database

/// What a passkey is asked for; an answer to another question is none.
package enum PasskeyPurpose: String, Sendable, SQLConvertible {
    case registration
    /// It alone says who it is.
    case logIn = "log_in"
    /// The password was right.
    case secondFactor = "second_factor"
    /// Somebody who is signed in proves anew who they are.
    case proof
}
