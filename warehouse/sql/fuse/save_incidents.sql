-- Only what changed is written, and the state before it is closed in the history.
CREATE OR REPLACE TEMP TABLE changed AS
SELECT *
FROM (
    FROM valued
    EXCEPT
    SELECT * EXCLUDE (recorded_from, recorded_to, run_id) FROM incident_history
    WHERE recorded_to IS NULL AND incident_id IN (SELECT incident_id FROM valued)
);

CREATE OR REPLACE TEMP TABLE keyed AS
SELECT s.*, coalesce(k.first_run_id, $run_id) AS first_run_id
FROM staged_incidents s
LEFT JOIN incident_keys k USING (incident_id);

DELETE FROM incident_keys WHERE incident_id IN (SELECT incident_id FROM keyed);
INSERT INTO incident_keys BY NAME FROM keyed ORDER BY incident_id;

-- what this run itself wrote at the same moment was never seen by anybody
DELETE FROM incident_history
WHERE recorded_to IS NULL AND recorded_from = $now AND run_id = $run_id
    AND incident_id IN (SELECT incident_id FROM changed);

UPDATE incident_history
SET recorded_to = $now
WHERE recorded_to IS NULL AND incident_id IN (SELECT incident_id FROM changed);

INSERT INTO incident_history BY NAME
SELECT *, $now AS recorded_from, $run_id AS run_id FROM changed ORDER BY incident_id;

DELETE FROM incidents WHERE incident_id IN (SELECT incident_id FROM changed);

INSERT INTO incidents BY NAME
SELECT c.* EXCLUDE (status, merged_into), k.first_run_id, $run_id AS run_id, $now AS recorded_at
FROM changed c
JOIN keyed k USING (incident_id)
WHERE c.status = 'active'
ORDER BY incident_id;
