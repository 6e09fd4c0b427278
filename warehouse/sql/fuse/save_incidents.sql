-- Only rows that changed are written, and the state before them is closed in the history.
CREATE OR REPLACE TEMP TABLE changed AS
SELECT *
FROM (FROM valued EXCEPT SELECT * EXCLUDE (founding_report_id, first_run_id, run_id, recorded_at) FROM incidents);

CREATE OR REPLACE TEMP TABLE fusion_figures AS
SELECT
    count(*) FILTER (i.incident_id IS NULL AND c.status = 'active') AS new,
    count(*) FILTER (i.incident_id IS NOT NULL AND c.status = 'active') AS updated,
    count(*) FILTER (c.status = 'merged') AS merged,
    count(*) FILTER (c.status = 'withdrawn') AS withdrawn
FROM changed c
LEFT JOIN incidents i USING (incident_id);

UPDATE incident_history
SET recorded_to = $now
WHERE recorded_to IS NULL AND incident_id IN (SELECT incident_id FROM changed);

INSERT INTO incident_history BY NAME
SELECT *, $now AS recorded_from, $run_id AS run_id FROM changed ORDER BY incident_id;

CREATE OR REPLACE TEMP TABLE rewritten AS
SELECT
    c.*, s.founding_report_id, coalesce(i.first_run_id, $run_id) AS first_run_id,
    $run_id AS run_id, $now AS recorded_at
FROM changed c
JOIN staged_incidents s USING (incident_id)
LEFT JOIN incidents i USING (incident_id);

DELETE FROM incidents WHERE incident_id IN (SELECT incident_id FROM rewritten);

INSERT INTO incidents BY NAME SELECT * FROM rewritten ORDER BY incident_id;

UPDATE incidents i
SET founding_report_id = s.founding_report_id
FROM staged_incidents s
WHERE s.incident_id = i.incident_id AND s.founding_report_id <> i.founding_report_id;
