-- Claiming goes from tenant to tenant: what is ready of each stands together, in the order of the ids, with all that a look
-- needs; it also counts what workers have of a tenant. Runs that wait for a time are found by that alone.
ALTER TABLE runs
    ADD KEY runs_line (status, worker_id, tenant_id, id, journal_format),
    ADD KEY runs_wake_at (wake_at),
    DROP KEY runs_ready,
    ALGORITHM = INPLACE, LOCK = NONE;

-- A worker that takes runs of a tenant locks its row, so that two do not pass the tenant's limit together.
CREATE TABLE run_lines (
    tenant_id BINARY(16) NOT NULL PRIMARY KEY
) ENGINE = InnoDB;
