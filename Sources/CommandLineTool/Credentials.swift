import Identity

/// Who is signed in where.
struct Credentials: Codable, Sendable {
    /// Time before its end at which an access token counts as run out: the way to the platform takes some.
    static let expiryMargin = Duration.seconds(20)

    /// Of the platform, such as `http://127.0.0.1:8080`.
    let url: String
    let email: String
    let tenant: String
    let accessToken: String
    let refreshToken: String
    let expiresAt: Timestamp

    func with(_ accessToken: String, until time: Timestamp) -> Credentials {
        Credentials(
            url: url, email: email, tenant: tenant, accessToken: accessToken, refreshToken: refreshToken,
            expiresAt: time)
    }

    var isExpired: Bool {
        Timestamp.now + Self.expiryMargin > expiresAt
    }
}
