package import Identity

/// A team whose workflows, runs and agents are its own.
package struct Tenant: Sendable, Hashable {
    package let id: TenantID
    package let name: String
}
