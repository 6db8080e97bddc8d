internal import TextEncodings

/// What somebody's browser asks the provider for (RFC 6749, section 4.1.1; OpenID Connect Core 1.0, section 3.1.2.1).
package struct AuthorizationRequest: Sendable {
    package let client: OpenIDClient
    /// Besides `openid`.
    package let scopes: [String]
    package let redirectURI: String
    package let state: String
    package let secret: LogInSecret

    package init(
        client: OpenIDClient, scopes: [String], redirectURI: String, state: String, secret: LogInSecret
    ) {
        self.client = client
        self.scopes = scopes
        self.redirectURI = redirectURI
        self.state = state
        self.secret = secret
    }

    /// Where the browser goes.
    package func url(at provider: ProviderMetadata) -> String {
        let scope = (["openid"] + scopes.filter { $0 != "openid" }).joined(separator: " ")
        let parameters = [
            ("response_type", "code"), ("client_id", client.id), ("redirect_uri", redirectURI), ("scope", scope),
            ("state", state), ("nonce", secret.nonce), ("code_challenge", secret.codeChallenge),
            ("code_challenge_method", "S256"),
        ]
        let endpoint = provider.authorizationEndpoint.prefix { $0 != "#" }
        return endpoint + (endpoint.contains("?") ? "&" : "?")
            + parameters.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }.joined(separator: "&")
    }
}
