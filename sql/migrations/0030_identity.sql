-- Sessions end by themselves and are swept; people prove anew who they are, and are told of what changes.

ALTER TABLE sessions
    -- when its user last proved who they are; NULL: when it was opened
    ADD COLUMN authenticated_at DATETIME(6) NULL,
    -- why its user may do nothing before they have put it right: `password`, `second_factor`; NULL: nothing
    ADD COLUMN restriction VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- by which they are swept
ALTER TABLE sessions
    ADD KEY sessions_expiry (expires_at),
    ALGORITHM = INPLACE, LOCK = NONE;

ALTER TABLE refresh_tokens
    ADD KEY refresh_tokens_expiry (expires_at),
    ALGORITHM = INPLACE, LOCK = NONE;

ALTER TABLE login_challenges
    -- the password is one of those that are tried first
    ADD COLUMN is_frequent BOOLEAN NOT NULL DEFAULT FALSE,
    ALGORITHM = INSTANT, LOCK = NONE;

ALTER TABLE login_challenges
    -- NULL: which one is meant is asked after the code
    MODIFY COLUMN tenant_id BINARY(16) NULL,
    ALGORITHM = INPLACE, LOCK = NONE;

-- What is mixed into passwords before they are hashed, encrypted as secrets are: a copy of the hashes alone is worth no guess.
CREATE TABLE password_peppers (
    -- 1: there is one
    id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    key_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    nonce BINARY(12) NOT NULL,
    ciphertext VARBINARY(64) NOT NULL,
    created_at DATETIME(6) NOT NULL
) ENGINE = InnoDB;

-- Where people have signed in from, so that they are told of a place that is new.
CREATE TABLE sign_in_places (
    user_id BINARY(16) NOT NULL,
    -- SHA-256 of user, network and program
    place BINARY(32) NOT NULL,
    last_used_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, place)
) ENGINE = InnoDB;

ALTER TABLE tenant_policies
    -- whose sessions may do nothing without a second factor: `none`, `admins`, `all`
    ADD COLUMN require_second_factor VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'none',
    ALGORITHM = INSTANT, LOCK = NONE;
