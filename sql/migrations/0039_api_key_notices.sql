-- Of which API keys' ends people were told by mail, and how long before: each time once.

-- Apart from the keys, so that the program that sends mail cannot change one.
CREATE TABLE api_key_notices (
    tenant_id BINARY(16) NOT NULL,
    key_id BINARY(16) NOT NULL,
    -- before the end
    days SMALLINT UNSIGNED NOT NULL,
    sent_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, key_id, days),
    CONSTRAINT api_key_notices_key FOREIGN KEY (tenant_id, key_id) REFERENCES api_keys (tenant_id, id) ON DELETE CASCADE
) ENGINE = InnoDB;

-- Leads to keys that end soon, of whatever tenant.
ALTER TABLE api_keys
    ADD KEY api_keys_expiry (expires_at),
    ALGORITHM = INPLACE, LOCK = NONE;
