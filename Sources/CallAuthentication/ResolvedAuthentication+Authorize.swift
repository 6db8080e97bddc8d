package import HTTPClient
internal import TextEncodings

extension ResolvedAuthentication {
    /// The request with what a service needs to know who calls. A header `Authorization` of its own is replaced.
    ///
    /// OAuth 2 and OpenID Connect need a token first: ``AuthenticatedSender`` fetches it, here the request stays as it is.
    package func authorize(_ request: HTTPRequest) throws(AuthenticationError) -> HTTPRequest {
        switch self {
        case .none, .oauth2, .oidc: return request
        case .basic(let username, let password):
            guard !username.contains(":") else {
                throw .unusableCredentials(.basic, problem: "a `username` cannot hold a colon (RFC 7617)")
            }
            guard !(username + password).utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw .unusableCredentials(.basic, problem: "it holds control characters (RFC 7617)")
            }
            return request.with(authorization: "Basic " + Base64.encode("\(username):\(password)".utf8))
        case .bearer(let token):
            guard Self.isBearer(token) else {
                throw .unusableCredentials(
                    .bearer, problem: "`token` must be visible ASCII characters, without the word Bearer (RFC 6750)")
            }
            return request.with(authorization: "Bearer \(token)")
        case .digest(let username, let password):
            guard !(username + password).utf8.contains(0) else {
                throw .unusableCredentials(.digest, problem: "it holds a zero byte")
            }
            var request = request
            request.headers.removeAll { $0.0.lowercased() == "authorization" }
            request.digestCredentials = DigestCredentials(username: username, password: password)
            return request
        }
    }

    /// Wider than RFC 6750, as servers are, but one word of a header.
    static func isBearer(_ token: String) -> Bool {
        !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension HTTPRequest {
    func with(authorization: String) -> HTTPRequest {
        var request = self
        request.headers.removeAll { $0.0.lowercased() == "authorization" }
        request.headers.append(("Authorization", authorization))
        return request
    }
}
