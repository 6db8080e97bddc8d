internal import Identity
internal import Sessions

/// A session whose refresh token was used: what goes over to the one that goes on in its place.
struct UsedSession {
    let reference: SessionReference
    let account: Account
    /// When the user last proved who they are.
    let authenticatedAt: Timestamp
    /// The password is one that is tried first, and has to be changed before anything else.
    let isFrequent: Bool
    /// Only an identity provider of the tenant says who it is.
    let isProvided: Bool

    init(
        _ reference: SessionReference, of account: Account, authenticatedAt: Timestamp, isFrequent: Bool,
        isProvided: Bool
    ) {
        self.reference = reference
        self.account = account
        self.authenticatedAt = authenticatedAt
        self.isFrequent = isFrequent
        self.isProvided = isProvided
    }
}
