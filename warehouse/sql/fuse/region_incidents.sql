-- The incidents that the region's reports belonged to or founded, with their reports, the oldest first.
WITH touched AS MATERIALIZED (
    SELECT incident_id FROM incident_keys WHERE founding_report_id IN (FROM region)
    UNION
    SELECT incident_id FROM region_sources
)
SELECT
    i.incident_id,
    i.founding_report_id,
    coalesce(list(s.report_id ORDER BY s.report_id) FILTER (s.report_id IS NOT NULL), []) AS reports
FROM incident_keys i
JOIN runs r ON r.run_id = i.first_run_id
LEFT JOIN region_sources s USING (incident_id)
WHERE i.incident_id IN (FROM touched)
GROUP BY i.incident_id, i.founding_report_id, r.started_at
ORDER BY r.started_at, i.incident_id;
