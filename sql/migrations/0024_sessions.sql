-- Sessions say where they are used from, so that people can tell theirs from others'; and wrong passwords are counted.

ALTER TABLE sessions
    -- of the last login or refresh; NULL: opened by a version that did not say
    ADD COLUMN last_used_at DATETIME(6) NULL,
    ADD COLUMN address VARCHAR(45) CHARACTER SET ascii NULL,
    ADD COLUMN user_agent VARCHAR(200) CHARACTER SET utf8mb4 NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- a user's sessions, in every tenant
ALTER TABLE sessions
    ADD KEY sessions_user (user_id, id),
    ALGORITHM = INPLACE, LOCK = NONE;

-- Tries to sign in that have not turned out to be right: the truth, which an emptied Redis does not change.
CREATE TABLE login_attempts (
    -- SHA-256 of what is tried: an e-mail, whether or not somebody has it, or an address of the network
    subject BINARY(32) NOT NULL PRIMARY KEY,
    failures INT UNSIGNED NOT NULL,
    -- no try before this
    locked_until DATETIME(6) NOT NULL,
    -- when the row says nothing any more
    expires_at DATETIME(6) NOT NULL,
    KEY login_attempts_expiry (expires_at)
) ENGINE = InnoDB;
