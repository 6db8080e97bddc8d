-- What the operator does to a tenant on the host stands in the tenant's log, too.
ALTER TABLE audit_intake
    MODIFY COLUMN actor_kind ENUM ('user', 'apiKey', 'system', 'anonymous', 'operator') NOT NULL,
    ALGORITHM = INSTANT, LOCK = NONE;
ALTER TABLE audit_log
    MODIFY COLUMN actor_kind ENUM ('user', 'apiKey', 'system', 'anonymous', 'operator') NOT NULL,
    ALGORITHM = INSTANT, LOCK = NONE;
