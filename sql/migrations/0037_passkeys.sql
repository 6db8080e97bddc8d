-- Passkeys (Web Authentication): keys of people's devices, with which they sign in, alone or after the password.

CREATE TABLE passkeys (
    user_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    -- what the authenticator calls it
    credential_id VARBINARY(1023) NOT NULL,
    -- in COSE
    public_key VARBINARY(1024) NOT NULL,
    -- of the last signature; 0: the authenticator does not count
    sign_count INT UNSIGNED NOT NULL,
    -- whether the authenticator verified its user at the registration: only then it signs in alone
    is_verifying BOOLEAN NOT NULL,
    -- whether it can be copied to other devices of its user, and has been
    is_backup_eligible BOOLEAN NOT NULL,
    is_backed_up BOOLEAN NOT NULL,
    -- for its user
    name VARCHAR(100) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    last_used_at DATETIME(6) NULL,
    PRIMARY KEY (user_id, id),
    UNIQUE KEY passkeys_credential (credential_id)
) ENGINE = InnoDB;

-- What authenticators are to sign, each good once.
CREATE TABLE passkey_challenges (
    -- SHA-256 of it
    challenge_hash BINARY(32) NOT NULL PRIMARY KEY,
    -- `registration`, `log_in`, `second_factor`, `proof`
    purpose VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- whose passkey answers; NULL: somebody logs in, and the passkey says who it is
    user_id BINARY(16) NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY passkey_challenges_user (user_id),
    KEY passkey_challenges_expiry (expires_at)
) ENGINE = InnoDB;
