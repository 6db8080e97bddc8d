extension FunctionManifest {
    /// What `FunctionKit` itself does in every function, before an endpoint is called: it need not stand in a manifest.
    package static let kit = (
        database: TableAccess(
            read: [
                "sessions", "members", "tenants", "roles", "role_assignments", "api_keys", "service_accounts",
                "api_key_uses", "idempotency_keys",
            ],
            // api_key_uses: when a key was last used, apart from the keys, which only one function may change.
            insert: ["idempotency_keys", "audit_intake", "api_key_uses"],
            update: ["idempotency_keys", "api_key_uses"], delete: ["idempotency_keys"]),
        redis: RedisAccess(
            keys: ["intelligentic:gate:*"], commands: ["evalsha", "script|load", "get", "set", "time"])
    )
}
