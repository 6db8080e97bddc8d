-- The life of a tenant: its settings have a revision, an operator may suspend it, and its admins may have it deleted.
ALTER TABLE tenants
    ADD COLUMN revision INT UNSIGNED NOT NULL DEFAULT 1,
    -- since when the operator keeps it suspended
    ADD COLUMN suspended_at DATETIME(6) NULL,
    -- when an admin asked for its deletion, and from when on nothing brings it back
    ADD COLUMN deletion_requested_at DATETIME(6) NULL,
    ADD COLUMN delete_at DATETIME(6) NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- the few that are not active: who looks for them reads no others
ALTER TABLE tenants
    ADD KEY tenants_suspended_at (suspended_at),
    ADD KEY tenants_delete_at (delete_at),
    ALGORITHM = INPLACE, LOCK = NONE;

-- The session in another tenant that went on in place of this one: whoever uses a copied refresh token ends that too.
ALTER TABLE sessions
    ADD COLUMN next_tenant_id BINARY(16) NULL,
    ADD COLUMN next_session_id BINARY(16) NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- All that is left of a tenant that was deleted.
CREATE TABLE deleted_tenants (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY,
    requested_at DATETIME(6) NOT NULL,
    deleted_at DATETIME(6) NOT NULL
) ENGINE = InnoDB;
