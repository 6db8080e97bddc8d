-- What runs tell of themselves as events; the policy says it, since each event is a row more.
ALTER TABLE tenant_policies
    ADD COLUMN lifecycle_events ENUM ('none', 'workflow', 'all') NOT NULL DEFAULT 'none',
    ALGORITHM = INSTANT, LOCK = NONE;
