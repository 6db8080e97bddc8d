-- Runs, what happened in them, and who executes them.

CREATE TABLE worker_leases (
    id BINARY(16) NOT NULL PRIMARY KEY,
    -- raised when another worker takes over: every commit of the old one then changes no row here, and it stops
    epoch INT UNSIGNED NOT NULL,
    -- raised by every commit
    seq BIGINT UNSIGNED NOT NULL,
    -- by the database's clock
    expires_at DATETIME(6) NOT NULL,
    KEY worker_leases_expires (expires_at)
) ENGINE = InnoDB;

CREATE TABLE runs (
    tenant_id BINARY(16) NOT NULL,
    id BINARY(16) NOT NULL,
    workflow_version_id BINARY(16) NOT NULL,
    status ENUM ('pending', 'running', 'waiting', 'suspended', 'cancelled', 'faulted', 'completed') NOT NULL,
    -- JSON
    input LONGTEXT NOT NULL,
    output LONGTEXT NULL,
    error MEDIUMTEXT NULL,
    created_by BINARY(16) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    started_at DATETIME(6) NULL,
    ended_at DATETIME(6) NULL,
    -- a waiting run goes on at this time
    wake_at DATETIME(6) NULL,
    cancel_requested_at DATETIME(6) NULL,
    -- the lease under which the run is executed now
    worker_id BINARY(16) NULL,
    worker_epoch INT UNSIGNED NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE KEY runs_id (id),
    -- claiming: what is ready, oldest first
    KEY runs_ready (status, worker_id, wake_at, id),
    -- takeover, and what a worker must cancel
    KEY runs_worker (worker_id),
    CONSTRAINT runs_ended CHECK ((ended_at IS NOT NULL) = (status IN ('cancelled', 'faulted', 'completed'))),
    CONSTRAINT runs_wake CHECK (wake_at IS NULL OR status = 'waiting')
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE journal (
    run_id BINARY(16) NOT NULL,
    -- 0, 1, 2 …: two workers that write the same step collide here
    seq INT UNSIGNED NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    -- of the entry; a worker refuses a format it does not know
    format TINYINT UNSIGNED NOT NULL,
    entry LONGTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (run_id, seq)
) ENGINE = InnoDB CHARACTER SET utf8mb4;

CREATE TABLE run_tasks (
    run_id BINARY(16) NOT NULL,
    -- in the order in which tasks started
    ordinal INT UNSIGNED NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    name VARCHAR(255) NOT NULL,
    reference TEXT NOT NULL,
    -- the phases of the language, and 'skipped' for a task whose `if` was false
    status ENUM ('pending', 'running', 'waiting', 'suspended', 'cancelled', 'faulted', 'completed', 'skipped') NOT NULL,
    attempt INT UNSIGNED NOT NULL,
    started_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    input LONGTEXT NULL,
    output LONGTEXT NULL,
    error MEDIUMTEXT NULL,
    PRIMARY KEY (run_id, ordinal)
) ENGINE = InnoDB CHARACTER SET utf8mb4;
