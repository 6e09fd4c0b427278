-- The latest reading of a file replaces the one before.
DELETE FROM files_read WHERE path IN (SELECT path FROM staged_files);
INSERT INTO files_read BY NAME
SELECT *, $run_id AS run_id, $now AS finished_at FROM staged_files ORDER BY path;
