-- Finding the runs that ended long ago.

ALTER TABLE runs
    ADD KEY runs_ended_at (ended_at),
    ALGORITHM = INPLACE, LOCK = NONE;
