/// An access token that was obtained, and until when it counts.
struct BearerToken: Sendable {
    let value: String
    /// When it is no longer sent: some time before it ends.
    let staleAt: ContinuousClock.Instant
    /// What the next token can be asked with.
    let refreshToken: String?
}
