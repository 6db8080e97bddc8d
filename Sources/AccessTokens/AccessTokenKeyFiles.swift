/// Where the keys of a system lie.
package struct AccessTokenKeyFiles: Sendable {
    /// The private key, a JSON Web Key: for the function that signs, and nobody else.
    package let privateKey: String
    /// The public keys, a JSON Web Key Set: for everyone.
    package let jwks: String

    package init(directory: String) {
        privateKey = directory + "/private.jwk"
        jwks = directory + "/jwks.json"
    }
}
