-- Who there is: tenants, users, who is a member of what, and the sessions they opened.

CREATE TABLE tenants (
    id BINARY(16) NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB;

CREATE TABLE users (
    id BINARY(16) NOT NULL PRIMARY KEY,
    -- compared without case, as people type it
    email VARCHAR(254) NOT NULL,
    password_hash VARCHAR(128) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY users_email (email)
) ENGINE = InnoDB;

CREATE TABLE members (
    tenant_id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    role ENUM ('admin', 'developer', 'operator', 'viewer') NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    -- a login asks for the tenants of a user
    KEY members_user (user_id),
    CONSTRAINT members_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT members_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

CREATE TABLE sessions (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    -- logged out, or a refresh token was used twice
    ended_at DATETIME(6) NULL,
    PRIMARY KEY (tenant_id, id)
) ENGINE = InnoDB;

CREATE TABLE refresh_tokens (
    -- SHA-256 of the token: a copy of this table opens no session
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    tenant_id BINARY(16) NOT NULL,
    session_id BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    KEY refresh_tokens_session (tenant_id, session_id)
) ENGINE = InnoDB;
