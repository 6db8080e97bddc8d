/// How to obtain an access token from an authorization server (RFC 6749).
package struct OAuth2Policy: Sendable {
    package let authority: EndpointTemplate
    package let grant: Grant
    package let client: OAuth2Client?
    package let endpoints: Endpoints
    package let encoding: Encoding
    /// The issuers whose tokens count; empty for any.
    package let issuers: [Template]
    package let scopes: [Template]
    package let audiences: [Template]
    /// Of the resource owner, for ``Grant/password``.
    package let username: Template?
    package let password: Template?
    /// On whose behalf the call is made (RFC 8693).
    package let subject: OAuth2Token?
    /// Who makes the call for the subject (RFC 8693).
    package let actor: OAuth2Token?

    package enum Grant: String, Sendable, CaseIterable {
        case authorizationCode = "authorization_code"
        case clientCredentials = "client_credentials"
        case password
        case refreshToken = "refresh_token"
        case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"
    }

    /// Paths relative to the authority.
    package struct Endpoints: Sendable {
        package let token: Template
        package let revocation: Template
        package let introspection: Template
    }

    /// How a token request is written.
    package enum Encoding: String, Sendable, CaseIterable {
        case form = "application/x-www-form-urlencoded"
        case json = "application/json"
    }
}
