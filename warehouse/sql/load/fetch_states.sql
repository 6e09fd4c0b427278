-- The latest state of an address replaces the one before.
DELETE FROM fetch_state f
WHERE EXISTS (FROM staged_states s WHERE s.url = f.url AND s.source = f.source);
INSERT INTO fetch_state BY NAME SELECT *, $run_id AS run_id FROM staged_states ORDER BY source, url;
