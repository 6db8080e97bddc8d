/// The client that asks for a token.
package struct OAuth2Client: Sendable {
    package let id: Template?
    package let secret: Template?
    /// A signed JWT (RFC 7523).
    package let assertion: Template?
    package let authentication: Authentication

    /// How the client proves itself to the token endpoint.
    package enum Authentication: String, Sendable, CaseIterable {
        case secretPost = "client_secret_post"
        case secretBasic = "client_secret_basic"
        case secretJWT = "client_secret_jwt"
        case privateKeyJWT = "private_key_jwt"
        case none
    }
}
