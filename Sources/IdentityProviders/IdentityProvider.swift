package import Identity

/// Whom a tenant believes about who somebody is: an OpenID provider, and its rules. Without the client's secret.
package struct IdentityProvider: Sendable, Hashable {
    package let name: String
    /// As its ID tokens name it, to the letter.
    package let issuer: String
    package let clientID: String
    package let hasSecret: Bool
    package let rules: IdentityProviderRules
    package let revision: Int
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
}
