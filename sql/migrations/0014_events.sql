-- CloudEvents on their way to runs: what came in, who waits for what, and what a run has not consumed yet.

CREATE TABLE events (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    -- SHA-256 of the CloudEvent's source and id, which name it: a second one changes nothing
    identity BINARY(32) NOT NULL,
    type VARCHAR(255) NOT NULL,
    source VARCHAR(1024) NOT NULL,
    -- the CloudEvent, structured, JSON
    event MEDIUMTEXT NOT NULL,
    received_at DATETIME(6) NOT NULL,
    -- when it had reached all who waited; NULL: to be dispatched
    dispatched_at DATETIME(6) NULL,
    -- the last run and task that have it already, where one transaction could not hold them all
    cursor_run_id BINARY(16) NULL,
    cursor_ordinal INT UNSIGNED NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY events_identity (tenant_id, identity),
    -- what is to be dispatched, oldest first; and what was, long ago
    KEY events_dispatched (dispatched_at, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A row for each filter of a task that listens. A literal type or source narrows the search; whether an event really
-- matches is decided by the run.
CREATE TABLE event_subscriptions (
    tenant_id BINARY(16) NOT NULL,
    run_id BINARY(16) NOT NULL,
    ordinal INT UNSIGNED NOT NULL,
    filter_no INT UNSIGNED NOT NULL,
    -- NULL: any
    type VARCHAR(255) NULL,
    source VARCHAR(255) NULL,
    PRIMARY KEY (tenant_id, run_id, ordinal, filter_no),
    KEY event_subscriptions_filter (tenant_id, type, source, run_id, ordinal),
    -- retention
    KEY event_subscriptions_run (run_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What has reached a run and waits to be consumed, in the order of the ids.
CREATE TABLE run_inbox (
    run_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    kind ENUM ('event', 'child') NOT NULL,
    -- the task that it is for
    ordinal INT UNSIGNED NOT NULL,
    -- JSON
    payload LONGTEXT NOT NULL,
    PRIMARY KEY (run_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

ALTER TABLE runs
    -- rows of run_inbox, so that a worker that parks the run sees that something came meanwhile
    ADD COLUMN inbox INT UNSIGNED NOT NULL DEFAULT 0,
    -- the run and task that started this one
    ADD COLUMN parent_run_id BINARY(16) NULL,
    ADD COLUMN parent_ordinal INT UNSIGNED NULL,
    ADD COLUMN suspend_requested_at DATETIME(6) NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- A task starts one run, however often it is executed.
ALTER TABLE runs
    ADD UNIQUE KEY runs_parent (tenant_id, parent_run_id, parent_ordinal),
    ALGORITHM = INPLACE, LOCK = NONE;
