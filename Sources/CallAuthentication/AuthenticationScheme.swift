/// The ways in which a call can say who makes it (DSL reference, "Authentication").
package enum AuthenticationScheme: String, Sendable, CaseIterable {
    case basic, bearer, digest, oauth2, oidc
}
