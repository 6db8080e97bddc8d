internal import Identity

extension TenantTable {
    /// Every table with rows of tenants, in the order in which these are exported and deleted; the tenant's own row comes last. A test
    /// holds it together with the schema: a new table or column needs its place here.
    package static let all: [TenantTable] = [
        TenantTable(
            "DELETE FROM event_subscriptions", key: ["run_id", "ordinal", "filter_no"], read: Permission(.read, .runs),
            columns: ["run_id", "ordinal", "filter_no", "type", "source"]),
        TenantTable(
            "DELETE FROM run_inbox", found: .byRun, key: ["run_id", "id"], read: Permission(.read, .runs),
            columns: ["run_id", "id", "kind", "ordinal", "payload"], payloads: ["payload"], raw: ["payload"],
            json: ["payload"]),
        TenantTable(
            "DELETE FROM run_snapshots", found: .byRun, key: ["run_id"], withheld: ["run_id", "seq", "format", "state"]),
        TenantTable(
            "DELETE FROM journal", found: .byRun, key: ["run_id", "seq"], read: Permission(.read, .runs),
            columns: ["run_id", "seq", "format", "entry", "created_at"], payloads: ["entry"], raw: ["entry"],
            json: ["entry"]),
        TenantTable(
            "DELETE FROM run_tasks", found: .byRun, key: ["run_id", "ordinal"], read: Permission(.read, .runs),
            columns: [
                "run_id", "ordinal", "name", "reference", "status", "attempt", "started_at", "ended_at", "input",
                "output", "error", "detail", "value_bytes",
            ], payloads: ["input", "output", "error", "detail"], json: ["input", "output", "error", "detail"]),
        TenantTable(
            "DELETE FROM usage_records", key: ["run_id", "seq"], read: Permission(.read, .runs),
            columns: [
                "run_id", "seq", "task_ordinal", "model", "input_tokens", "output_tokens", "cost", "price_id",
                "created_at",
            ]),
        TenantTable(
            "DELETE FROM run_sizes", found: .byRun, key: ["run_id"], withheld: ["run_id", "bytes"]),
        TenantTable(
            "DELETE FROM runs", found: .asRuns, key: ["id"], read: Permission(.read, .runs),
            columns: [
                "id", "workflow_version_id", "status", "input", "output", "error", "created_by", "created_at",
                "started_at", "ended_at", "wake_at", "cancel_requested_at", "worker_id", "worker_epoch",
                "journal_format", "inbox", "parent_run_id", "parent_ordinal", "suspend_requested_at",
                "suspend_deadline_at", "input_bytes",
            ], payloads: ["input", "output", "error"], raw: ["input"], json: ["input", "output", "error"]),
        TenantTable(
            "DELETE FROM run_lines", key: []),
        TenantTable(
            "DELETE FROM tenant_storage", key: [],
            withheld: ["run_bytes", "open_bytes", "document_bytes", "document_count", "counted_at"]),
        TenantTable(
            "DELETE FROM events", key: ["id"], read: Permission(.read, .events),
            columns: ["id", "type", "source", "event", "received_at", "dispatched_at"],
            withheld: ["identity", "cursor_run_id", "cursor_ordinal"], payloads: ["event"], json: ["event"]),
        TenantTable(
            "DELETE FROM workflow_resources", key: ["workflow_version_id", "number"],
            read: Permission(.read, .workflows), columns: ["workflow_version_id", "number", "address", "text"]),
        TenantTable(
            "DELETE FROM workflow_versions", key: ["id"], read: Permission(.read, .workflows),
            columns: [
                "id", "workflow_id", "version", "source", "media_type", "created_by", "created_at", "resource_count",
            ], withheld: ["precedence"]),
        TenantTable(
            "DELETE FROM workflows", key: ["id"], read: Permission(.read, .workflows),
            columns: ["id", "namespace", "name", "created_at"]),
        TenantTable(
            "DELETE FROM agent_versions", key: ["agent_id", "version"], read: Permission(.read, .agents),
            columns: [
                "agent_id", "version", "model", "instructions", "output_schema", "temperature", "max_output_tokens",
                "created_by", "created_at",
            ], json: ["output_schema"]),
        TenantTable(
            "DELETE FROM agents", key: ["id"], read: Permission(.read, .agents), columns: ["id", "name", "created_at"]),
        TenantTable(
            "DELETE FROM secrets", key: ["id"], read: Permission(.read, .secrets),
            columns: ["id", "name", "revision", "created_by", "created_at", "updated_by", "updated_at"],
            withheld: ["key_id", "nonce", "ciphertext"]),
        TenantTable(
            "DELETE FROM tenant_policies", key: [], read: Permission(.read, .tenant),
            columns: [
                "revision", "outbound_allow", "processes", "concurrent_runs", "updated_at", "updated_by",
                "lifecycle_events", "require_second_factor",
            ], json: ["outbound_allow"]),
        TenantTable(
            "DELETE FROM idempotency_keys", key: ["user_id", "idempotency_key"],
            withheld: ["user_id", "idempotency_key", "request_hash", "status", "headers", "body", "expires_at"]),
        TenantTable(
            "DELETE FROM invitations", key: ["id"], read: Permission(.read, .members),
            columns: ["id", "email", "roles", "invited_by", "created_at", "expires_at", "failures"],
            withheld: ["token_hash"]),
        TenantTable(
            "DELETE FROM identity_providers", key: ["name"], read: Permission(.read, .tenant),
            columns: ["name", "revision", "issuer", "client_id", "rules", "created_at", "updated_at"],
            withheld: ["key_id", "nonce", "ciphertext"], json: ["rules"]),
        TenantTable(
            "DELETE FROM user_identities", key: ["issuer", "subject"], read: Permission(.read, .members),
            columns: ["issuer", "subject", "id", "user_id", "created_at", "last_used_at"],
            withheld: ["password_hash"]),
        TenantTable(
            "DELETE FROM provided_roles", key: ["user_id", "provider", "namespace", "role"],
            read: Permission(.read, .members), columns: ["user_id", "provider", "namespace", "role"]),
        TenantTable(
            "DELETE FROM provider_logins", found: .notBeforeTheyExpire, key: ["state_hash"],
            withheld: ["state_hash", "secret_hash", "provider", "redirect_uri", "user_id", "expires_at"]),
        TenantTable(
            "DELETE FROM api_key_uses", key: ["key_id"], read: Permission(.read, .keys),
            columns: ["key_id", "last_used_at"]),
        TenantTable(
            "DELETE FROM api_key_notices", key: ["key_id", "days"], withheld: ["key_id", "days", "sent_at"]),
        TenantTable(
            "DELETE FROM api_keys", key: ["id"], read: Permission(.read, .keys),
            columns: [
                "id", "principal_id", "name", "scopes", "namespaces", "created_by", "created_at", "expires_at",
            ], withheld: ["secret_hash"]),
        TenantTable(
            "DELETE FROM service_accounts", key: ["id"], read: Permission(.read, .members),
            columns: ["id", "name", "is_disabled", "created_by", "created_at"]),
        TenantTable(
            "DELETE FROM role_assignments", key: ["user_id", "namespace", "role"], read: Permission(.read, .members),
            columns: ["user_id", "namespace", "role"]),
        TenantTable(
            "DELETE FROM roles", key: ["name"], read: Permission(.read, .roles),
            columns: ["name", "permissions", "revision", "created_at", "updated_at"]),
        TenantTable(
            "DELETE FROM login_challenges", found: .notBeforeTheyExpire, key: ["token_hash"],
            withheld: ["token_hash", "user_id", "expires_at", "is_frequent", "is_provided"]),
        TenantTable(
            "DELETE FROM refresh_tokens", key: ["token_hash"],
            withheld: ["token_hash", "session_id", "created_at", "expires_at", "used_at"]),
        TenantTable(
            "DELETE FROM sessions", key: ["id"], read: Permission(.read, .members),
            columns: [
                "id", "user_id", "created_at", "expires_at", "ended_at", "last_used_at", "address", "user_agent",
                "authenticated_at", "restriction", "is_provided",
            ], withheld: ["next_tenant_id", "next_session_id"]),
        TenantTable(
            "DELETE FROM audit_intake", key: ["id"],
            withheld: [
                "id", "at", "action", "outcome", "actor_kind", "actor_id", "session_id", "target_kind", "target_name",
                "address", "user_agent", "request_id", "state_before", "state_after",
            ]),
        TenantTable(
            "DELETE FROM audit_log", key: ["seq"], read: Permission(.read, .audit),
            columns: [
                "seq", "id", "at", "action", "outcome", "actor_kind", "actor_id", "session_id", "target_kind",
                "target_name", "address", "user_agent", "request_id", "state_before", "state_after", "previous_hash",
                "hash",
            ], json: ["state_before", "state_after"]),
        TenantTable(
            "DELETE FROM audit_chains", key: [], read: Permission(.read, .audit),
            columns: ["seq", "hash", "pruned_seq", "pruned_hash"]),
        TenantTable(
            "DELETE FROM members", found: .asMembers, key: ["user_id"], read: Permission(.read, .members),
            columns: ["user_id", "role", "created_at"]),
    ]

    /// The tables with rows of a person whom no tenant is left of, beside `users`.
    static let ofUsers: [UserTable] = [
        UserTable("DELETE FROM second_factors"), UserTable("DELETE FROM recovery_codes"),
        UserTable("DELETE FROM sign_in_places"), UserTable("DELETE FROM passkeys"),
        UserTable("DELETE FROM passkey_challenges"),
    ]

    /// Tables that name a tenant, and keep that when it is deleted.
    static let kept: Set<String> = ["deleted_tenants"]
}
