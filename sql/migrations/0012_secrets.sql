-- Secrets that runs may read. Values are encrypted by the programs (AES-256-GCM); the keys are in no table.

CREATE TABLE secrets (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    name VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- 1, 2, 3 …
    revision INT UNSIGNED NOT NULL,
    -- which line of the key file opens it
    key_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    nonce BINARY(12) NOT NULL,
    -- with the tag; bound to tenant and name
    ciphertext MEDIUMBLOB NOT NULL,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    updated_by BINARY(16) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY secrets_name (tenant_id, name),
    -- which keys are still needed
    KEY secrets_key (key_id)
) ENGINE = InnoDB;
