/// Names a tenant. Every query on tenant data takes one.
package typealias TenantID = Identifier<TenantKind>
/// Names a user, or a service account: whoever has roles in a tenant.
package typealias UserID = Identifier<UserKind>
/// Names a session: one login and the tokens that were refreshed from it.
package typealias SessionID = Identifier<SessionKind>
/// Names an API key, which is to a program what a session is to a person.
package typealias APIKeyID = SessionID

package enum TenantKind {}
package enum UserKind {}
package enum SessionKind {}

/// Who sends a request, as the access token or the API key says, and what they may do now.
package struct Caller: Sendable, Hashable {
    /// Of automation a user or a service account: whose key it is.
    package let user: UserID
    package let tenant: TenantID
    /// Of automation the API key.
    package let session: SessionID
    /// The nearest role that every tenant has, when the token was signed: to be shown. What counts are the ``grants``.
    package let role: Role
    /// None before the session was looked up.
    package let grants: Grants
    package let callerClass: CallerClass
    /// What an access token was narrowed to when it was asked for; nil: it was not.
    package let scope: PermissionSet?
    /// How long a proof of who they are counts for what is worth most (ASVS 4.0.3, 4.3.3).
    package static let proofLifetime = Duration.seconds(15 * 60)

    /// When they last proved who they are, with a password and what else logins ask for; nil: an older token does not say.
    package let authenticatedAt: Timestamp?

    package init(
        user: UserID, tenant: TenantID, session: SessionID, role: Role, grants: Grants = Grants(),
        callerClass: CallerClass = .interactive, scope: PermissionSet? = nil, authenticatedAt: Timestamp? = nil
    ) {
        self.user = user
        self.tenant = tenant
        self.session = session
        self.role = role
        self.grants = grants
        self.callerClass = callerClass
        self.scope = scope
        self.authenticatedAt = authenticatedAt
    }

    /// The API key; nil: a person has signed in.
    package var apiKey: APIKeyID? { callerClass == .automation ? session : nil }

    /// The same caller with what they may do now, within the ``scope``.
    package func with(_ grants: Grants) -> Caller {
        Caller(
            user: user, tenant: tenant, session: session, role: role,
            grants: scope.map { grants.intersection(Grants($0)) } ?? grants, callerClass: callerClass, scope: scope,
            authenticatedAt: authenticatedAt)
    }

    /// The same caller, who has just proved who they are.
    package func proven(at time: Timestamp) -> Caller {
        Caller(
            user: user, tenant: tenant, session: session, role: role, grants: grants, callerClass: callerClass,
            scope: scope, authenticatedAt: time)
    }
}
