/// How to obtain an access token from an authorization server (RFC 6749).
package struct OAuth2Settings: Sendable {
    /// Where ``Endpoints/token`` begins, or the issuer of OpenID Connect.
    package var authority: String
    package var grant: Grant
    package var client: Client?
    /// Relative to the authority, or an absolute URL. Not for OpenID Connect.
    package var tokenEndpoint: String
    package var encoding: Encoding
    /// The issuers whose tokens count; empty for any.
    package var issuers: [String]
    package var scopes: [String]
    package var audiences: [String]
    /// Of the resource owner, for ``Grant/password``.
    package var username: String?
    package var password: String?
    /// On whose behalf the call is made (RFC 8693). For ``Grant/refreshToken``, the refresh token.
    package var subject: Token?
    /// Who makes the call for the subject (RFC 8693).
    package var actor: Token?

    package static let standardTokenEndpoint = "/oauth2/token"

    package init(
        authority: String, grant: Grant, client: Client? = nil, tokenEndpoint: String = standardTokenEndpoint,
        encoding: Encoding = .form, issuers: [String] = [], scopes: [String] = [], audiences: [String] = [],
        username: String? = nil, password: String? = nil, subject: Token? = nil, actor: Token? = nil
    ) {
        self.authority = authority
        self.grant = grant
        self.client = client
        self.tokenEndpoint = tokenEndpoint
        self.encoding = encoding
        self.issuers = issuers
        self.scopes = scopes
        self.audiences = audiences
        self.username = username
        self.password = password
        self.subject = subject
        self.actor = actor
    }

    package enum Grant: String, Sendable, CaseIterable {
        case authorizationCode = "authorization_code"
        case clientCredentials = "client_credentials"
        case password
        case refreshToken = "refresh_token"
        case tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"
    }

    /// How a token request is written.
    package enum Encoding: String, Sendable, CaseIterable {
        case form = "application/x-www-form-urlencoded"
        case json = "application/json"
    }

    /// The client that asks for a token.
    package struct Client: Sendable {
        package var id: String?
        package var secret: String?
        /// A signed JWT (RFC 7523).
        package var assertion: String?
        package var authentication: ClientAuthentication

        package init(
            id: String? = nil, secret: String? = nil, assertion: String? = nil,
            authentication: ClientAuthentication = .secretPost
        ) {
            self.id = id
            self.secret = secret
            self.assertion = assertion
            self.authentication = authentication
        }
    }

    /// How the client proves itself to the token endpoint (OpenID Connect Core, section 9).
    package enum ClientAuthentication: String, Sendable, CaseIterable {
        case secretPost = "client_secret_post"
        case secretBasic = "client_secret_basic"
        case secretJWT = "client_secret_jwt"
        case privateKeyJWT = "private_key_jwt"
        case none
    }

    /// A token to exchange (RFC 8693).
    package struct Token: Sendable {
        package var token: String
        package var type: String

        package init(token: String, type: String) {
            self.token = token
            self.type = type
        }
    }
}
