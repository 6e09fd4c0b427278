-- The views and macros are made anew only when their text has changed: that takes longer than opening the file.
CREATE TABLE definitions (
    fingerprint VARCHAR NOT NULL
);
COMMENT ON TABLE definitions IS 'Which text of the views and macros this file holds.';
COMMENT ON COLUMN definitions.fingerprint IS 'SHA-256 of all their .sql files together.';
