-- How large the values are that may stand on pages of their own: who only asks that need not read them. Null where a version
-- before this one wrote the row.
ALTER TABLE runs
    ADD COLUMN input_bytes INT UNSIGNED NULL,
    ALGORITHM = INSTANT, LOCK = NONE;

ALTER TABLE run_tasks
    ADD COLUMN value_bytes INT UNSIGNED NULL,
    ALGORITHM = INSTANT, LOCK = NONE;
