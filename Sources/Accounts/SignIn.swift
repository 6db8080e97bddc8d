package import Identity
package import Sessions

/// A session that a person has just opened or gone on with.
package struct SignIn: Sendable {
    package let session: SessionID
    package let account: Account
    /// Good for one ``AccountStore/refresh(_:)``. Not kept anywhere: the database has its hash.
    package let refreshToken: String
    /// When the person last proved who they are.
    package let authenticatedAt: Timestamp
    /// Why the session may do nothing before that is put right; nil: nothing.
    package var restriction: SessionRestriction?
    /// The user's sessions that ended for this one. Tell Redis: `LiveSessions.end`.
    package var endedSessions: [SessionReference] = []

    /// What the access token says.
    package var caller: Caller {
        Caller(
            user: account.user, tenant: account.tenant.id, session: session, role: account.role,
            authenticatedAt: authenticatedAt)
    }
}
