package import JSON

/// How a call says who makes it.
package enum AuthenticationPolicy: Sendable {
    case basic(username: Template, password: Template)
    case bearer(token: Template)
    case digest(username: Template, password: Template)
    case oauth2(OAuth2Policy)
    /// OpenID Connect; the authority's discovery document names the endpoints.
    case oidc(OAuth2Policy)
    /// The specification names it and does not say what it holds.
    case certificate(JSONObject)
    /// The members that the scheme needs stand in a secret of this name.
    case secret(Scheme, name: String)

    package enum Scheme: String, Sendable, CaseIterable {
        case basic, bearer, digest, oauth2, oidc, certificate
    }
}
