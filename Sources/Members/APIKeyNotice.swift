internal import Database
package import Identity

/// That somebody is to be told of the end of an API key.
package struct APIKeyNotice: Sendable, Hashable {
    package let key: APIKeyID
    package let tenant: TenantID
    package let tenantName: String
    package let name: String
    /// The service account whose it is; nil: a member's.
    package let account: String?
    package let expiresAt: Timestamp
    /// How long before the end this is for.
    package let days: Int
    let principal: UserID
    let createdBy: UserID

    init(_ row: Row, days: Int) throws(DatabaseError) {
        key = try row.get("id")
        tenant = try row.get("tenant_id")
        tenantName = try row.get("tenant_name")
        name = try row.get("name")
        account = try row.optional("account")
        expiresAt = try row.get("expires_at")
        self.days = days
        principal = try row.get("principal_id")
        createdBy = try row.get("created_by")
    }
}
