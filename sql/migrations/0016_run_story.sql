-- What explains a task: the expression and the value behind a branch, what it waits for, why it begins again.
ALTER TABLE run_tasks
    ADD COLUMN detail MEDIUMTEXT NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

-- Where the interpretation of a long run stood, so that a replay need not begin at its start: the latest only.
CREATE TABLE run_snapshots (
    run_id BINARY(16) NOT NULL,
    tenant_id BINARY(16) NOT NULL,
    -- the seq of the first journal line that is not in it
    seq INT UNSIGNED NOT NULL,
    format TINYINT UNSIGNED NOT NULL,
    state LONGTEXT NOT NULL,
    PRIMARY KEY (run_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4;
