/// How a call says who makes it, with all expressions evaluated and all secrets fetched.
package enum ResolvedAuthentication: Sendable {
    case none
    /// RFC 7617.
    case basic(username: String, password: String)
    /// RFC 6750.
    case bearer(token: String)
    /// RFC 7616.
    case digest(username: String, password: String)
    /// RFC 6749.
    case oauth2(OAuth2Settings)
    /// OpenID Connect: the authority's discovery document names the token endpoint.
    case oidc(OAuth2Settings)
}
