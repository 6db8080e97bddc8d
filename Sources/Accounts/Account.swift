package import Identity

/// A user as member of a tenant.
package struct Account: Sendable, Hashable {
    package let user: UserID
    package let email: String
    package let tenant: Tenant
    package let role: Role
}
