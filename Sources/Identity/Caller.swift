/// Names a tenant. Every query on tenant data takes one.
package typealias TenantID = Identifier<TenantKind>
/// Names a user.
package typealias UserID = Identifier<UserKind>
/// Names a session: one login and the tokens that were refreshed from it.
package typealias SessionID = Identifier<SessionKind>

package enum TenantKind {}
package enum UserKind {}
package enum SessionKind {}

/// Who sends a request, as the access token says, and what they may do now.
package struct Caller: Sendable, Hashable {
    package let user: UserID
    package let tenant: TenantID
    package let session: SessionID
    /// The nearest role that every tenant has, when the token was signed: to be shown. What counts are the ``grants``.
    package let role: Role
    /// None before the session was looked up.
    package let grants: Grants
    /// When they last proved who they are, with a password and what else logins ask for; nil: an older token does not say.
    package let authenticatedAt: Timestamp?

    package init(
        user: UserID, tenant: TenantID, session: SessionID, role: Role, grants: Grants = Grants(),
        authenticatedAt: Timestamp? = nil
    ) {
        self.user = user
        self.tenant = tenant
        self.session = session
        self.role = role
        self.grants = grants
        self.authenticatedAt = authenticatedAt
    }

    /// The same caller with what they may do now.
    package func with(_ grants: Grants) -> Caller {
        Caller(
            user: user, tenant: tenant, session: session, role: role, grants: grants, authenticatedAt: authenticatedAt)
    }

    /// The same caller, who has just proved who they are.
    package func proven(at time: Timestamp) -> Caller {
        Caller(user: user, tenant: tenant, session: session, role: role, grants: grants, authenticatedAt: time)
    }
}
