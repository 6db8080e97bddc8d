internal import JSON

/// What somebody who is signed in proves with that it is they.
struct Proof: Decodable {
    let current: String
    /// Nil: logins ask for none.
    let code: String?
}

extension Schema {
    /// ``Proof``
    static let proof = Schema.object(
        [
            "current": .string("The password."),
            "code": Schema.string("Of the authenticator, or a recovery code, where logins ask for one.").orNull,
        ], optional: ["code"], isClosed: true)
}
