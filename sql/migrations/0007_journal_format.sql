-- The oldest worker that may take a run: one that knows this format of its journal. See docs/operations.md.

ALTER TABLE runs
    ADD COLUMN journal_format TINYINT UNSIGNED NOT NULL DEFAULT 1,
    ALGORITHM = INSTANT, LOCK = NONE;
