-- Workflows and their versions. A version never changes.

CREATE TABLE workflows (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    namespace VARCHAR(63) NOT NULL,
    name VARCHAR(63) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY workflows_name (tenant_id, namespace, name)
) ENGINE = InnoDB CHARACTER SET ascii COLLATE ascii_bin;

CREATE TABLE workflow_versions (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    workflow_id BINARY(16) NOT NULL,
    -- the document's semantic version
    version VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- what was deployed, to the letter, and its media type
    source MEDIUMTEXT NOT NULL,
    media_type VARCHAR(64) CHARACTER SET ascii NOT NULL,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY workflow_versions_version (tenant_id, workflow_id, version)
) ENGINE = InnoDB CHARACTER SET utf8mb4;
