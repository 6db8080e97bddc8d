-- What a workflow version uses and its document does not hold, as it was fetched when the version was deployed.
CREATE TABLE workflow_resources (
    tenant_id BINARY(16) NOT NULL,
    workflow_version_id BINARY(16) NOT NULL,
    -- 0, 1, 2 …
    number SMALLINT UNSIGNED NOT NULL,
    -- as the document has it, or a path below the default catalog
    address VARCHAR(2048) NOT NULL,
    text MEDIUMTEXT NOT NULL,
    PRIMARY KEY (tenant_id, workflow_version_id, number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
