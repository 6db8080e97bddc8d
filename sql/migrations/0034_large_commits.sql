-- The number of the worker's last large commit: these are made beside its batches, in transactions of their own.
ALTER TABLE worker_leases
    ADD COLUMN large_batch BIGINT UNSIGNED NOT NULL DEFAULT 0,
    ALGORITHM = INSTANT, LOCK = NONE;
