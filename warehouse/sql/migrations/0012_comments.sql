-- 0008 said this only to files that it was applied to later.
COMMENT ON COLUMN sightings.outcome IS 'new, near duplicate, revision, exact duplicate, declared duplicate, read again, unchanged, rejected, or forgotten afterwards.';
