/// Names a tenant. Every query on tenant data takes one.
package typealias TenantID = Identifier<TenantKind>
/// Names a user.
package typealias UserID = Identifier<UserKind>
/// Names a session: one login and the tokens that were refreshed from it.
package typealias SessionID = Identifier<SessionKind>

package enum TenantKind {}
package enum UserKind {}
package enum SessionKind {}

/// Who sends a request, as the access token says.
package struct Caller: Sendable, Hashable {
    package let user: UserID
    package let tenant: TenantID
    package let session: SessionID
    package let role: Role

    package init(user: UserID, tenant: TenantID, session: SessionID, role: Role) {
        self.user = user
        self.tenant = tenant
        self.session = session
        self.role = role
    }
}
