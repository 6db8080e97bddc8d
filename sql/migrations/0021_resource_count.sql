-- How many resources a version has: most have none, and who reads a version then asks no second time.
ALTER TABLE workflow_versions
    ADD COLUMN resource_count SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    ALGORITHM = INSTANT, LOCK = NONE;
