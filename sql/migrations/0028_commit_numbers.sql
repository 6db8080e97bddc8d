-- The number of the last batch that the worker has committed: by it a worker finds out whether a commit whose answer was lost
-- took place.
ALTER TABLE worker_leases
    ADD COLUMN batch BIGINT UNSIGNED NOT NULL DEFAULT 0,
    ALGORITHM = INSTANT, LOCK = NONE;
