internal import Database

extension Account {
    /// From the columns `user_id`, `email`, `tenant_id`, `tenant_name` and `role`.
    init(_ row: Row) throws(DatabaseError) {
        user = try row.get("user_id")
        email = try row.get("email")
        tenant = Tenant(id: try row.get("tenant_id"), name: try row.get("tenant_name"))
        role = try row.get("role")
    }
}
