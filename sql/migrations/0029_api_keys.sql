-- Programs that call the API: service accounts, which have roles as members do, and the keys of both.

CREATE TABLE service_accounts (
    tenant_id BINARY(16) NOT NULL,
    -- in role_assignments it is the user_id
    id BINARY(16) NOT NULL,
    name VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    is_disabled BOOLEAN NOT NULL DEFAULT FALSE,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY service_accounts_name (tenant_id, name)
) ENGINE = InnoDB;

-- A row goes when its key is revoked.
CREATE TABLE api_keys (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    -- whose it is: a member or a service account
    principal_id BINARY(16) NOT NULL,
    name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    -- such as `runs:create runs:read`: it permits no more, and no more than whose it is may do
    scopes TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- such as `shop demo`; NULL: in all of the tenant
    namespaces TEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- SHA-256 of 256 random bits: a copy of this table lets nobody in
    secret_hash BINARY(32) NOT NULL,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    KEY api_keys_principal (tenant_id, principal_id)
) ENGINE = InnoDB;

-- Apart from the keys, so that every function can write when one was used, and only one can change keys.
CREATE TABLE api_key_uses (
    tenant_id BINARY(16) NOT NULL,
    key_id BINARY(16) NOT NULL,
    last_used_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, key_id),
    CONSTRAINT api_key_uses_key FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) ENGINE = InnoDB;
