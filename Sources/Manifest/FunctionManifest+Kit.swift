extension FunctionManifest {
    /// What `FunctionKit` itself does in every function, before an endpoint is called: it need not stand in a manifest.
    package static let kit = (
        database: TableAccess(
            read: ["sessions", "members", "tenants", "roles", "role_assignments", "idempotency_keys"],
            insert: ["idempotency_keys", "audit_intake"],
            update: ["idempotency_keys"], delete: ["idempotency_keys"]),
        redis: RedisAccess(
            keys: ["intelligentic:gate:*"], commands: ["evalsha", "script|load", "get", "set", "time"])
    )
}
