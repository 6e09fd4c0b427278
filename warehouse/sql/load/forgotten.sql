-- What of the batch is taken in. What was forgotten does not come back: known by its text, its declared hash or its
-- address.
CREATE OR REPLACE TEMP TABLE refused AS
SELECT pos, source, archived_in
FROM arrived_readings
WHERE EXISTS (FROM forgotten_keys)
    AND (article_id IN (SELECT key FROM forgotten_keys WHERE kind = 'text')
        OR declared_hash IN (SELECT key FROM forgotten_keys WHERE kind = 'declared hash')
        OR sha256(url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address')
        OR sha256(canonical_url) IN (SELECT key FROM forgotten_keys WHERE kind = 'address'));

-- a page from a host that one outlet has is that outlet's, whoever brought it
CREATE OR REPLACE TEMP TABLE known_hosts AS
SELECT host, any_value(source) AS outlet
FROM (SELECT source, unnest(hosts) AS host FROM sources)
GROUP BY host
HAVING count(DISTINCT source) = 1;

CREATE OR REPLACE TEMP VIEW staged_readings AS
SELECT r.* REPLACE (coalesce(h.outlet, r.source) AS source)
FROM arrived_readings r
LEFT JOIN known_hosts h ON h.host = r.source
WHERE pos NOT IN (SELECT pos FROM refused);

-- nothing of it is said but that it came
CREATE OR REPLACE TEMP VIEW staged_rejected AS
FROM arrived_rejected
UNION ALL BY NAME
SELECT source, 'read' AS stage, 'forgotten' AS reason, archived_in FROM refused;
