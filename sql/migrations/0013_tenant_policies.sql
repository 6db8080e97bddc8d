-- What the workflows of a tenant may do; a tenant without a row has the installation's policy.

CREATE TABLE tenant_policies (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY,
    -- 1, 2, 3 … with each update
    revision INT UNSIGNED NOT NULL,
    -- a JSON array of addresses, ranges and names of hosts
    outbound_allow TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    processes SET ('shell', 'script', 'container') NOT NULL,
    -- NULL: no limit of the tenant's own
    concurrent_runs INT UNSIGNED NULL,
    updated_at DATETIME(6) NOT NULL,
    updated_by BINARY(16) NOT NULL
) ENGINE = InnoDB;
