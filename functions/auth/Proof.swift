internal import JSON

/// What somebody who is signed in proves with that it is they: the password, with a code where logins ask for one, or a passkey.
struct Proof: Decodable {
    /// Nil: a passkey proves it alone.
    let current: String?
    /// Nil: logins ask for none, or a passkey takes its place.
    let code: String?
    let passkey: JSON?

    /// The most bytes of a body with one.
    static let bodyLimit = 16 * 1_024
}

extension Schema {
    /// ``Proof``
    static let proof = Schema.object(
        [
            "current": Schema.string("The password. Not needed with a passkey that verifies its user.").orNull,
            "code": Schema.string("Of the authenticator, or a recovery code, where logins ask for one.").orNull,
            "passkey": Schema.passkeyAnswer("In place of the code, or of both: see beginProof.").orNull,
        ], optional: ["current", "code", "passkey"], isClosed: true)
}
