/// Why a provider stays as it is, or does not let somebody in.
package enum IdentityProviderError: Error, Sendable, Hashable {
    /// The tenant has as many as it may.
    case tooMany
    /// For another issuer or client the secret must come again.
    case secretNeeded
    /// A login that nobody began, that somebody else began, that was answered before, or long ago.
    case logInInvalid
    /// No user of the tenant is linked with the identity, and none becomes it by these rules.
    case unknownIdentity
    /// Somebody else is linked with the identity.
    case identityTaken
    /// The user is linked with as many identities as they may.
    case tooManyIdentities
}
