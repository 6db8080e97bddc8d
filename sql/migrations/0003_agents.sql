-- Agents and their versions. A version never changes.

CREATE TABLE agents (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    name VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY agents_name (tenant_id, name)
) ENGINE = InnoDB;

CREATE TABLE agent_versions (
    tenant_id BINARY(16) NOT NULL,
    agent_id BINARY(16) NOT NULL,
    -- 1, 2, 3 …
    version INT UNSIGNED NOT NULL,
    model VARCHAR(128) NOT NULL,
    instructions TEXT NOT NULL,
    -- the JSON Schema that answers keep to; NULL: any text
    output_schema MEDIUMTEXT NULL,
    temperature DOUBLE NULL,
    max_output_tokens INT UNSIGNED NULL,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, agent_id, version)
) ENGINE = InnoDB CHARACTER SET utf8mb4;
