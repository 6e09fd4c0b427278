-- What was forgotten does not come back: known by its text, its declared hash or its address.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT pos, source, archived_in
FROM arrived_readings
WHERE EXISTS (FROM forgotten_keys)
    AND (article_id IN (SELECT key FROM forgotten_keys WHERE kind = 'text')
        OR declared_hash IN (SELECT key FROM forgotten_keys WHERE kind = 'declared hash')
        OR sha256(url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address')
        OR sha256(canonical_url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address'));

CREATE OR REPLACE TEMP VIEW staged_readings AS
SELECT * FROM arrived_readings WHERE pos NOT IN (SELECT pos FROM refused);

-- nothing of it is said but that it came
CREATE OR REPLACE TEMP VIEW staged_rejected AS
FROM arrived_rejected
UNION ALL BY NAME
SELECT source, 'read' AS stage, 'forgotten' AS reason, archived_in FROM refused;
