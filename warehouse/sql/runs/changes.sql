-- How the incidents differ after a run, counted by field, with one of them; those that came or went as a whole.
SELECT
    change,
    CASE change WHEN 'updated' THEN field END AS field,
    count(DISTINCT incident_id) AS n,
    min(incident_id) AS incident_id,
    CASE change WHEN 'updated' THEN arg_min(coalesce(old_value, 'nothing'), incident_id) END AS old_value,
    CASE change WHEN 'updated' THEN arg_min(coalesce(new_value, 'nothing'), incident_id) END AS new_value
FROM what_changed($run_id)
GROUP BY change, CASE change WHEN 'updated' THEN field END
ORDER BY change, n DESC, field;
