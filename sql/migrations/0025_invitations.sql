-- Who may become a member of a tenant. A row goes when its token is used.
CREATE TABLE invitations (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    -- compared without case, as people type it
    email VARCHAR(254) NOT NULL,
    -- such as `viewer operator@shop`
    roles TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256 of the token: a copy of this table lets nobody in
    token_hash BINARY(32) NOT NULL,
    invited_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    -- wrong passwords that came with the token
    failures TINYINT UNSIGNED NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY invitations_email (tenant_id, email),
    UNIQUE KEY invitations_token (token_hash)
) ENGINE = InnoDB;
