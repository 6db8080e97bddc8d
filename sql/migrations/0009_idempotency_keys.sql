-- What a POST with an Idempotency-Key was answered, so that its repetition gets the same answer and nothing happens twice.

CREATE TABLE idempotency_keys (
    tenant_id BINARY(16) NOT NULL,
    user_id BINARY(16) NOT NULL,
    idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- SHA-256 of method, path, query and body: the same key with another request is a mistake
    request_hash BINARY(32) NOT NULL,
    -- 0 only inside the transaction that carries the request out
    status SMALLINT UNSIGNED NOT NULL,
    headers TEXT CHARACTER SET utf8mb4 NOT NULL,
    body MEDIUMBLOB NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, user_id, idempotency_key),
    KEY idempotency_keys_expiry (expires_at)
) ENGINE = InnoDB;
