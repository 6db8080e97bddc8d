/// As what a provider knows us.
package struct OpenIDClient: Sendable {
    package let id: String
    /// Nil: a public client, which PKCE protects alone.
    package let secret: String?

    package init(id: String, secret: String?) {
        self.id = id
        self.secret = secret
    }
}
