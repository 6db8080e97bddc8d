internal import Database
package import Identity

/// A session that goes on, as its user sees it.
package struct UserSession: Sendable, Hashable {
    package let id: SessionID
    package let tenant: TenantID
    package let tenantName: String
    package let createdAt: Timestamp
    /// Of the last login or refresh; nil: an older version opened it.
    package let lastUsedAt: Timestamp?
    package let origin: SessionOrigin

    init(_ row: Row) throws(DatabaseError) {
        id = try row.get("id")
        tenant = try row.get("tenant_id")
        tenantName = try row.get("tenant_name")
        createdAt = try row.get("created_at")
        lastUsedAt = try row.optional("last_used_at")
        origin = SessionOrigin(address: try row.optional("address"), userAgent: try row.optional("user_agent"))
    }
}
