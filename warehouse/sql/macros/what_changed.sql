-- What a run did to the incidents: each changed column with its value before and after.
CREATE OR REPLACE MACRO what_changed(of_run) AS TABLE
WITH after AS (
    SELECT * FROM incident_history WHERE run_id = of_run
),
before AS (
    SELECT b.*
    FROM incident_history b
    JOIN after a ON a.incident_id = b.incident_id AND a.recorded_from = b.recorded_to
),
texts AS (
    SELECT 'after' AS state, incident_id, COLUMNS(* EXCLUDE (incident_id, recorded_from, recorded_to, run_id))::VARCHAR
    FROM after
    UNION ALL
    SELECT 'before', incident_id, COLUMNS(* EXCLUDE (incident_id, recorded_from, recorded_to, run_id))::VARCHAR
    FROM before
),
tall AS (
    UNPIVOT texts ON COLUMNS(* EXCLUDE (state, incident_id)) INTO NAME field VALUE value
),
sides AS (
    SELECT
        incident_id, field,
        any_value(value) FILTER (state = 'before') AS old_value,
        any_value(value) FILTER (state = 'after') AS new_value
    FROM tall
    GROUP BY incident_id, field
)
SELECT
    s.incident_id,
    CASE WHEN a.status <> 'active' THEN a.status WHEN b.incident_id IS NULL THEN 'new' ELSE 'updated' END AS change,
    s.field, s.old_value, s.new_value, a.merged_into
FROM sides s
JOIN after a USING (incident_id)
LEFT JOIN before b USING (incident_id)
WHERE s.old_value IS DISTINCT FROM s.new_value AND (a.status = 'active' OR s.field = 'status')
ORDER BY change, s.incident_id, s.field;
COMMENT ON MACRO TABLE what_changed IS 'What a run did: every incident that is new, updated, merged or withdrawn, field by field with the value before and after.';
