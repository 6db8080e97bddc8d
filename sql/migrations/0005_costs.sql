-- What models cost, and what was used.

CREATE TABLE model_prices (
    id BINARY(16) NOT NULL PRIMARY KEY,
    model VARCHAR(128) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    -- USD per 1,000,000 tokens
    input_price DECIMAL(18, 9) NOT NULL,
    output_price DECIMAL(18, 9) NOT NULL,
    -- half open: [effective_from, effective_to)
    effective_from DATETIME(6) NOT NULL,
    effective_to DATETIME(6) NULL,
    KEY model_prices_model (model, effective_from)
) ENGINE = InnoDB;

CREATE TABLE usage_records (
    run_id BINARY(16) NOT NULL,
    -- of the journal entry that holds the model's answer
    seq INT UNSIGNED NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    task_ordinal INT UNSIGNED NOT NULL,
    model VARCHAR(128) NOT NULL,
    input_tokens BIGINT UNSIGNED NOT NULL,
    output_tokens BIGINT UNSIGNED NOT NULL,
    -- USD; NULL when the model had no price
    cost DECIMAL(18, 9) NULL,
    price_id BINARY(16) NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (run_id, seq),
    KEY usage_records_tenant (tenant_id, created_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4;
