package import Identity

/// Names a session with its tenant, as Redis and the database know it.
package struct SessionReference: Sendable, Hashable {
    package let session: SessionID
    package let tenant: TenantID

    package init(_ session: SessionID, in tenant: TenantID) {
        self.session = session
        self.tenant = tenant
    }
}
