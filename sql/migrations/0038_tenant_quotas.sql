-- What else the operator lets a tenant do, other than others.
ALTER TABLE tenants
    -- how many requests it may send on a day (UTC); NULL: as many as the installation lets all
    ADD COLUMN requests_per_day BIGINT UNSIGNED NULL,
    -- how many bytes it may keep; NULL: as many as the installation lets all
    ADD COLUMN stored_bytes BIGINT UNSIGNED NULL,
    -- what it has of the rates of some requests, in percent: `StartRun=50 :automation=20`; NULL: nothing of its own
    ADD COLUMN rate_overrides VARCHAR(2048) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- What a tenant keeps, as the janitor counts it.
CREATE TABLE tenant_storage (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY,
    -- of runs that have ended: the sum of run_sizes
    run_bytes BIGINT NOT NULL DEFAULT 0,
    -- of runs that have not
    open_bytes BIGINT NOT NULL DEFAULT 0,
    -- of so many versions of workflows
    document_bytes BIGINT NOT NULL DEFAULT 0,
    document_count BIGINT NOT NULL DEFAULT 0,
    counted_at DATETIME(6) NOT NULL
) ENGINE = InnoDB;

-- What a run keeps that has ended, counted once: it changes no more. The row goes with the run.
CREATE TABLE run_sizes (
    run_id BINARY(16) NOT NULL PRIMARY KEY,
    tenant_id BINARY(16) NOT NULL,
    bytes BIGINT NOT NULL
) ENGINE = InnoDB;
