-- What the run has changed so far: new, updated, merged and withdrawn incidents.
SELECT
    count(*) FILTER (h.status = 'active' AND k.first_run_id = $run_id),
    count(*) FILTER (h.status = 'active' AND k.first_run_id <> $run_id),
    count(*) FILTER (h.status = 'merged'),
    count(*) FILTER (h.status = 'withdrawn')
FROM incident_history h
JOIN incident_keys k USING (incident_id)
WHERE h.run_id = $run_id AND h.recorded_to IS NULL;
