package import Identity

/// A login that waits for its provider's answer.
package struct ProviderLogIn: Sendable, Hashable {
    package let tenant: TenantID
    package let provider: String
    package let redirectURI: String
    /// Who links the identity with themselves; nil: somebody logs in.
    package let user: UserID?

    package init(tenant: TenantID, provider: String, redirectURI: String, user: UserID? = nil) {
        self.tenant = tenant
        self.provider = provider
        self.redirectURI = redirectURI
        self.user = user
    }
}
