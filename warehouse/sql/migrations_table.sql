-- Which migrations this file has had; made before the first of them.
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE migrations IS 'The changes that the tables of this file have had, in order.';
COMMENT ON COLUMN migrations.number IS 'Number of the migration; the largest is the version of the file.';
COMMENT ON COLUMN migrations.name IS 'Name of its file.';
COMMENT ON COLUMN migrations.applied_at IS 'When it was applied, by the clock of the machine.';
