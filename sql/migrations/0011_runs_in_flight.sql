-- How many runs of a tenant have not ended, and the lists of runs with a status.

ALTER TABLE runs
    ADD KEY runs_tenant_status (tenant_id, status),
    ALGORITHM = INPLACE, LOCK = NONE;
