-- Mail to people, what they prove with what they got by mail, and what they prove with a second device.

CREATE TABLE mail_outbox (
    id BINARY(16) NOT NULL PRIMARY KEY,
    -- which text it is
    kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    recipient VARCHAR(254) NOT NULL,
    -- what the text is filled with, such as a token, encrypted as secrets are; bound to id, kind and recipient
    key_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    nonce BINARY(12) NOT NULL,
    ciphertext BLOB NOT NULL,
    created_at DATETIME(6) NOT NULL,
    -- when it is of no use any more
    expires_at DATETIME(6) NOT NULL,
    attempts INT UNSIGNED NOT NULL,
    -- NULL: it was given up
    next_attempt_at DATETIME(6) NULL,
    -- why the last attempt failed; never what the server wrote
    failure VARCHAR(200) NULL,
    KEY mail_outbox_due (next_attempt_at),
    KEY mail_outbox_expiry (expires_at)
) ENGINE = InnoDB;

-- Registrations that wait for the proof that their e-mail is theirs. Made for every e-mail, also one that somebody has.
CREATE TABLE email_verifications (
    -- SHA-256 of the token
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    email VARCHAR(254) NOT NULL,
    password_hash VARCHAR(128) NOT NULL,
    tenant_name VARCHAR(200) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    KEY email_verifications_email (email, created_at),
    KEY email_verifications_expiry (expires_at)
) ENGINE = InnoDB;

-- Asked for by an e-mail, whether or not somebody has it.
CREATE TABLE password_resets (
    -- SHA-256 of the token
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    email VARCHAR(254) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    KEY password_resets_email (email, created_at),
    KEY password_resets_expiry (expires_at)
) ENGINE = InnoDB;

-- Codes of a second device (RFC 6238) that people are asked for after their password.
CREATE TABLE second_factors (
    user_id BINARY(16) NOT NULL PRIMARY KEY,
    -- what the codes are made from, encrypted as secrets are; bound to the user
    key_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    nonce BINARY(12) NOT NULL,
    ciphertext VARBINARY(64) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    -- when the first code was right: from then on logins ask for one; NULL: not yet
    confirmed_at DATETIME(6) NULL,
    -- the time step of the last code that was taken: none is good twice
    last_step BIGINT NOT NULL
) ENGINE = InnoDB;

-- For who has lost the device, each once.
CREATE TABLE recovery_codes (
    user_id BINARY(16) NOT NULL,
    -- SHA-256 of user and code
    code_hash BINARY(32) NOT NULL,
    used_at DATETIME(6) NULL,
    PRIMARY KEY (user_id, code_hash)
) ENGINE = InnoDB;

-- Logins whose password was right, and that wait for a code.
CREATE TABLE login_challenges (
    -- SHA-256 of the token
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    user_id BINARY(16) NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY login_challenges_user (user_id),
    KEY login_challenges_expiry (expires_at)
) ENGINE = InnoDB;
