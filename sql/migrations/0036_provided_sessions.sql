-- What the word of a tenant's identity provider has opened, or will after a code: good in this tenant only, until their user
-- proves with a password who they are.

ALTER TABLE sessions
    ADD COLUMN is_provided BOOLEAN NOT NULL DEFAULT FALSE,
    ALGORITHM = INSTANT, LOCK = NONE;

ALTER TABLE login_challenges
    ADD COLUMN is_provided BOOLEAN NOT NULL DEFAULT FALSE,
    ALGORITHM = INSTANT, LOCK = NONE;
