-- Who did what. Functions put entries into the intake, in the transaction of the change; the auditor moves them to the log,
-- where each holds the hash of the one before.

CREATE TABLE audit_intake (
    -- all zero: of no tenant, and not kept
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    -- such as 'run.cancel'
    action VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome ENUM ('succeeded', 'failed') NOT NULL,
    actor_kind ENUM ('user', 'apiKey', 'system', 'anonymous') NOT NULL,
    actor_id BINARY(16) NULL,
    session_id BINARY(16) NULL,
    target_kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_name VARCHAR(255) NULL,
    address VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    user_agent VARCHAR(255) NULL,
    request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- JSON
    state_before MEDIUMTEXT NULL,
    state_after MEDIUMTEXT NULL,
    PRIMARY KEY (tenant_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Nothing updates a row of it. Not partitioned by time, whose column would have to be a part of each unique key: this
-- one is what keeps two auditors from appending two entries of one number.
CREATE TABLE audit_log (
    tenant_id BINARY(16) NOT NULL,
    -- 1, 2, 3 … of the tenant
    seq BIGINT UNSIGNED NOT NULL,
    id BINARY(16) NOT NULL,
    at DATETIME(6) NOT NULL,
    action VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome ENUM ('succeeded', 'failed') NOT NULL,
    actor_kind ENUM ('user', 'apiKey', 'system', 'anonymous') NOT NULL,
    actor_id BINARY(16) NULL,
    session_id BINARY(16) NULL,
    target_kind VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_name VARCHAR(255) NULL,
    address VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    user_agent VARCHAR(255) NULL,
    request_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    state_before MEDIUMTEXT NULL,
    state_after MEDIUMTEXT NULL,
    -- the hash of the entry with the number before
    previous_hash BINARY(32) NOT NULL,
    hash BINARY(32) NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    KEY audit_log_at (tenant_id, at),
    KEY audit_log_actor (tenant_id, actor_id, seq),
    KEY audit_log_action (tenant_id, action, seq),
    KEY audit_log_target (tenant_id, target_kind, target_name, seq)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Where a tenant's chain ends and, where retention has deleted entries, begins. Who appends locks the row.
CREATE TABLE audit_chains (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY,
    -- of the last entry; 0 and zeros: there was none
    seq BIGINT UNSIGNED NOT NULL,
    hash BINARY(32) NOT NULL,
    -- of the last entry that was deleted; 0 and zeros: none was
    pruned_seq BIGINT UNSIGNED NOT NULL,
    pruned_hash BINARY(32) NOT NULL
) ENGINE = InnoDB;
