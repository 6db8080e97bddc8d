-- What the operator lets a tenant do, other than others.
ALTER TABLE tenants
    -- how many requests it may send, in percent of what each endpoint lets others; NULL: as many
    ADD COLUMN rate_percent INT UNSIGNED NULL,
    -- how many runs may begin on a day (UTC); NULL: as many as the installation lets all
    ADD COLUMN runs_per_day INT UNSIGNED NULL,
    ALGORITHM = INSTANT, LOCK = NONE;
