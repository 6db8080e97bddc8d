package import Identity

/// Somebody cannot leave all of their tenants: nobody would be an admin of these any more.
package struct LastAdminError: Error, Sendable, Hashable {
    package struct Tenant: Sendable, Hashable {
        package let id: TenantID
        package let name: String
    }

    package let tenants: [Tenant]
}
