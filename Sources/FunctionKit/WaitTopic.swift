package import Identity

/// What requests wait for: something of a tenant's, such as the end of a run.
package struct WaitTopic: Sendable, Hashable {
    package let tenant: TenantID
    /// Unlike any other, in all tenants; a message on ``WaitSource/channel`` is one of these.
    package let name: String

    package init(tenant: TenantID, name: String) {
        self.tenant = tenant
        self.name = name
    }
}
