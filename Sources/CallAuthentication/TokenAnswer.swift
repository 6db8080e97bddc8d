internal import HTTPClient
internal import JSON
internal import TextEncodings

/// What a token endpoint answered (RFC 6749, section 5).
struct TokenAnswer {
    /// The largest answer, in bytes.
    static let sizeLimit = 64 << 10
    /// How long a token counts that does not say it.
    static let standardLifetime = Duration.seconds(300)
    /// How long a token is kept, whatever it says.
    static let lifetimeLimit = Duration.seconds(24 * 3_600)
    /// How long before its end a token is replaced, so that it does not end on its way; at most half of its life.
    static let margin = Duration.seconds(30)

    /// RFC 6749, section 5.2; RFC 8693, section 2.2.2. What else stands there may repeat a secret.
    private static let codes: Set<String> = [
        "access_denied", "invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "invalid_target",
        "server_error", "temporarily_unavailable", "unauthorized_client", "unsupported_grant_type",
    ]

    /// The token in an answer.
    static func token(
        _ response: HTTPResponse, from place: String, issuers: [String], at time: ContinuousClock.Instant = .now
    ) throws(AuthenticationError) -> BearerToken {
        let json = try? JSON(parsing: response.body)
        guard (200..<300).contains(response.status) else {
            let code = json?["error"]?.string.flatMap { codes.contains($0) ? $0 : nil }
            throw .refused(place, status: response.status, code: code)
        }
        guard let json, json.object != nil else { throw .unusableAnswer(place, problem: "it is no JSON object") }
        guard let value = json["access_token"]?.string else {
            throw .unusableAnswer(place, problem: "it has no `access_token`")
        }
        if let type = json["token_type"]?.string, type.lowercased() != "bearer" {
            throw .unusableAnswer(place, problem: "its `token_type` is not Bearer")
        }
        guard ResolvedAuthentication.isBearer(value) else {
            throw .unusableAnswer(place, problem: "its `access_token` cannot stand in a header")
        }
        try checkIssuer(of: value, from: place, issuers)
        let lifetime = lifetime(json["expires_in"])
        return BearerToken(
            value: value, staleAt: time + lifetime - min(margin, lifetime / 2),
            refreshToken: json["refresh_token"]?.string)
    }

    /// Some servers write the number as a text.
    private static func lifetime(_ expiresIn: JSON?) -> Duration {
        let seconds = expiresIn?.number?.double ?? expiresIn?.string.flatMap(Double.init)
        guard let seconds, seconds.isFinite else { return standardLifetime }
        return .seconds(max(0, min(seconds, lifetimeLimit / .seconds(1))))
    }

    /// A token that is a JWT says who made it. Its signature is the service's to check: it came from the endpoint itself.
    private static func checkIssuer(
        of token: String, from place: String, _ issuers: [String]
    ) throws(AuthenticationError) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard !issuers.isEmpty, parts.count == 3, let bytes = Base64URL.decode(parts[1].utf8),
            let claims = try? JSON(parsing: bytes), claims.object != nil
        else { return }
        guard let issuer = claims["iss"]?.string, issuers.contains(issuer) else { throw .wrongIssuer(place) }
    }
}
