package import JSON

/// What an OpenID provider says of itself (OpenID Connect Discovery 1.0, section 3).
package struct ProviderMetadata: Sendable {
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let keys: String
    let userInfoEndpoint: String?
    /// Whether answers to authorization requests name their issuer (RFC 9207, section 3).
    package let namesIssuer: Bool
    /// Whether the client's secret goes into the body: where the provider takes it nowhere else.
    let takesSecretInBody: Bool

    /// Where an issuer keeps it (section 4).
    static func url(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// - Parameter issuer: to the letter, as the tenant has it: a document of another issuer is refused.
    /// - Throws: ``OpenIDError/unusable(_:_:)``.
    package init(_ document: JSON, of issuer: String) throws(OpenIDError) {
        guard document["issuer"]?.string == issuer else {
            throw .unusable(.discovery, "its `issuer` is not the one that is configured, to the letter")
        }
        let isSecure = issuer.hasPrefix("https://")
        func endpoint(_ name: String) throws(OpenIDError) -> String? {
            guard let url = document[name]?.string else { return nil }
            // Codes, secrets and keys go there.
            guard url.hasPrefix("https://") || !isSecure && url.hasPrefix("http://") else {
                throw .unusable(.discovery, "its `\(name)` is no URL with https")
            }
            return url
        }
        guard let authorization = try endpoint("authorization_endpoint"), let token = try endpoint("token_endpoint"),
            let keys = try endpoint("jwks_uri")
        else { throw .unusable(.discovery, "it lacks `authorization_endpoint`, `token_endpoint` or `jwks_uri`") }
        authorizationEndpoint = authorization
        tokenEndpoint = token
        self.keys = keys
        userInfoEndpoint = try endpoint("userinfo_endpoint")
        namesIssuer = document["authorization_response_iss_parameter_supported"]?.bool ?? false
        let methods = document["token_endpoint_auth_methods_supported"]?.array?.compactMap(\.string)
        takesSecretInBody = methods.map { !$0.contains("client_secret_basic") } ?? false
    }
}
