-- When a run is suspended although something of it is under way. That somebody wants it suspended stands in
-- suspend_requested_at from the request until it is resumed.
ALTER TABLE runs
    ADD COLUMN suspend_deadline_at DATETIME(6) NULL,
    ALGORITHM = INSTANT, LOCK = NONE;
