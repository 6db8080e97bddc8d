-- Who says for a tenant who somebody is, besides passwords (OpenID Connect).

CREATE TABLE identity_providers (
    tenant_id BINARY(16) NOT NULL,
    name VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- 1, 2, 3 … with each update
    revision INT UNSIGNED NOT NULL,
    issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    client_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- the client's secret, encrypted as secrets are; bound to tenant, name and issuer; NULL: it has none
    key_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
    nonce BINARY(12) NULL,
    ciphertext BLOB NULL,
    -- who is let in, with which roles, as JSON
    rules MEDIUMTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, name)
) ENGINE = InnoDB;

-- Whom providers know. Good in one tenant: its admins choose whom to believe, for themselves only.
CREATE TABLE user_identities (
    tenant_id BINARY(16) NOT NULL,
    issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- what the issuer calls them
    subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    -- users.password_hash as it was when an e-mail alone linked them, of a user without a password: once they have one, this is void.
    -- NULL: they linked it themselves
    password_hash VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6) NULL,
    PRIMARY KEY (tenant_id, issuer, subject),
    KEY user_identities_user (user_id, id)
) ENGINE = InnoDB;

-- Which of the rows of role_assignments came from a provider: its next word takes them away again.
CREATE TABLE provided_roles (
    tenant_id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    provider VARCHAR(63) NOT NULL,
    namespace VARCHAR(63) NOT NULL,
    role VARCHAR(63) NOT NULL,
    PRIMARY KEY (tenant_id, user_id, provider, namespace, role)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

-- Logins that wait for the provider's answer.
CREATE TABLE provider_logins (
    -- SHA-256 of the state in the URL, and of what only the one who began knows: a copy of this table lets nobody in
    state_hash BINARY(32) NOT NULL PRIMARY KEY,
    secret_hash BINARY(32) NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    provider VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    redirect_uri VARCHAR(512) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- who links the identity with themselves; NULL: somebody logs in
    user_id BINARY(16) NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY provider_logins_expiry (expires_at)
) ENGINE = InnoDB;
